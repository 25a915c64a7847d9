// ---- Labels, on both pages that show them

const percents = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Never rounds to 0% or 100%, which the network cannot know. */
function percent(probability) {
  return probability < 0.001 ? `<${percents.format(0.001)}`
    : probability > 0.999 ? `>${percents.format(0.999)}`
    : percents.format(probability);
}

/** Shows a Chinese name with the English one beside. There are only simplified ones. */
function showBothNames(element, chinese, english) {
  element.textContent = chinese;
  element.lang = 'zh-Hans';
  const beside = document.createElement('span');
  beside.className = 'original';
  beside.lang = 'en';
  beside.textContent = english;
  element.append(' ', beside);
}

