// ---- Files

/**
 * Returns what to send: the file itself, or a smaller JPEG drawn by the browser.
 *
 * @param size the picture's width and height, undefined if unknown
 * @param limits of a redrawn picture
 */
async function prepare(file, size, limits) {
  if (file.size === 0) {
    throw new Trouble('no-picture');
  }
  const { type, problem } = await formatOf(file);
  if (problem === 'not-picture') {
    throw new Trouble(problem);
  }
  const whole = { blob: file, type, name: file.name };
  if (type && file.size <= LARGE_BYTES && (!size || reduction(size, limits) === 1)) {
    return whole;
  }
  try {
    const drawn = await redraw(file, problem ?? 'too-long', limits);
    const sendable = type && file.size <= MAX_BYTES;
    return sendable && file.size <= drawn.blob.size ? whole : { ...drawn, whole: sendable ? whole : undefined };
  } catch (problem) {
    // The service reads some pictures that this browser does not.
    if (type && file.size <= MAX_BYTES) {
      return whole;
    }
    throw problem;
  }
}

/** Returns the type of a file that the service reads; of others, the problem there is if the browser cannot either. */
async function formatOf(file) {
  let head;
  try {
    head = String.fromCharCode(...new Uint8Array(await file.slice(0, 32).arrayBuffer()));
  } catch {
    // A folder, or a file that was moved.
    throw new Trouble('not-there');
  }
  const type = Object.keys(FORMATS).find(each => FORMATS[each].test(head));
  if (file.size > MAX_OPENED_BYTES) {
    throw new Trouble('too-long');
  }
  return type ? { type }
    : /^[^]{4}ftyp(hei|hev|mif1|msf1)/.test(head) ? { problem: 'heic' }
    : /^(?!image\/)./.test(file.type) ? { problem: 'not-picture' }
    : { problem: 'cannot-open' };
}

/** Returns by how much a picture is reduced, at most 1. */
function reduction({ width, height }, { longer, shorter }) {
  return Math.min(1, Math.max(longer / Math.max(width, height), shorter / Math.min(width, height)));
}

/** Redraws a file upright and small enough to send; throws the given problem if that fails. */
async function redraw(file, problem, limits) {
  const source = await open(file).catch(() => { throw new Trouble(problem); });
  const canvas = document.createElement('canvas');
  for (let { longer, shorter } = limits; ; longer /= 2, shorter /= 2) {
    const scale = reduction(source, { longer, shorter });
    canvas.width = Math.max(1, Math.round(source.width * scale));
    canvas.height = Math.max(1, Math.round(source.height * scale));
    const context = canvas.getContext('2d', { alpha: false });
    // A white background for transparent images, as in the function.
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(source.image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', JPEG_QUALITY));
    if (blob === null) {
      throw new Trouble(problem);
    }
    if (blob.size <= LARGE_BYTES) {
      source.image.close?.();
      const { width, height } = canvas;
      const name = `${file.name.replace(/\.[^.]*$/, '')}-${width}x${height}.jpg`;
      return { blob, type: 'image/jpeg', name, drawn: { width, height } };
    }
  }
}

async function open(file) {
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    return { image, width: image.width, height: image.height };
  } catch {
    // Only <img> can load SVG, which need not have an intrinsic size.
    const image = new Image();
    image.src = URL.createObjectURL(file);
    try {
      await image.decode();
    } finally {
      URL.revokeObjectURL(image.src);
    }
    // Browsers differ in the size of drawings that have none, but any size suits a drawing.
    const scale = VECTOR_SIDE / Math.max(image.naturalWidth, image.naturalHeight);
    return Number.isFinite(scale)
      ? { image, width: image.naturalWidth * scale, height: image.naturalHeight * scale }
      : { image, width: VECTOR_SIDE, height: VECTOR_SIDE };
  }
}

