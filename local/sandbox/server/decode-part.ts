/** @returns a part of a path with its percent signs decoded, or as it is where they are malformed */
export const decodePart = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
