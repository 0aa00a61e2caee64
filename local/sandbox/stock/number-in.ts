/** @returns a whole number from 1 to `most`; what is none counts as not given, and what is larger as `most` */
export const numberIn = (query: URLSearchParams, name: string, usual: number, most: number): number => {
  const value = Number(query.get(name) ?? usual);
  return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : usual;
};
