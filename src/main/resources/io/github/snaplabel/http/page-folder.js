// ---- Dropped folders, on both pages

/** Files in folders that browsers do not declare as images. */
const PICTURE_NAME = /\.(avif|heic|heif|hif|jxl|tiff?)$/i;

/** Returns the pictures in a folder and its subfolders, or the file itself. */
async function filesIn(entry) {
  if (entry.isFile) {
    return new Promise(resolve => { entry.file(file => resolve([file]), () => resolve([])); });
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    // It returns at most a hundred at a time.
    const some = await new Promise(resolve => { reader.readEntries(resolve, () => resolve([])); });
    if (some.length === 0) {
      break;
    }
    found.push(...some);
  }
  const files = (await Promise.all(found.map(filesIn))).flat();
  return files.filter(({ type, name }) => type.startsWith('image/') || PICTURE_NAME.test(name));
}

