import { fileTypeOf, licenceOf, sizeOf, type Indexed } from './openverse-record.ts';

const LICENCES = ['by', 'by-sa', 'by-nc', 'by-nd', 'by-nc-sa', 'by-nc-nd', 'cc0', 'pdm', 'sampling+', 'nc-sampling+'];
const LICENCE_TYPES = ['all', 'all-cc', 'commercial', 'modification'];
const SOURCES = ['wikimedia', 'flickr'];

/** A parameter that is refused: its name, and what is said of it. */
export interface BadField {
  readonly field: string;
  readonly message: string;
}

const listed = (query: URLSearchParams, name: string): readonly string[] =>
  (query.get(name) ?? '')
    .split(',')
    .map(part => part.trim().toLowerCase())
    .filter(part => part !== '');

export const findBadField = (query: URLSearchParams): BadField | null => {
  const licence = listed(query, 'license').find(code => !LICENCES.includes(code));
  if (licence !== undefined) return { field: 'license', message: `License '${query.get('license') ?? ''}' does not exist.` };
  const type = listed(query, 'license_type').find(name => !LICENCE_TYPES.includes(name));
  if (type !== undefined) return { field: 'license_type', message: `License type '${type}' does not exist.` };
  if (query.has('source') && query.has('excluded_source'))
    return { field: 'source', message: "Cannot set both 'source' and 'excluded_source'. Use exactly one of these." };
  return null;
};

const allowsType = (code: string, type: string): boolean => {
  if (type === 'commercial') return !code.includes('nc');
  if (type === 'modification') return !code.includes('nd');
  return type === 'all' || (type === 'all-cc' && code !== 'pdm');
};

const aspectOf = ({ width, height }: { width: number; height: number }): string => {
  if (Math.abs(width / height - 1) < 0.05) return 'square';
  return width > height ? 'wide' : 'tall';
};

/** Bounds in megapixels of the sizes that can be asked for. */
const sizeNameOf = ({ width, height }: { width: number; height: number }): string => {
  const pixels = width * height;
  if (pixels < 640 * 480) return 'small';
  return pixels < 1_600 * 900 ? 'medium' : 'large';
};

/** @returns whether a picture meets every filter; unknown sources are passed over in silence, as the real index does */
export const filterFor = (query: URLSearchParams): ((indexed: Indexed) => boolean) => {
  const licences = listed(query, 'license');
  const types = listed(query, 'license_type');
  const sources = listed(query, 'source').filter(source => SOURCES.includes(source));
  const excluded = listed(query, 'excluded_source');
  const extensions = listed(query, 'extension');
  const aspects = listed(query, 'aspect_ratio');
  const sizes = listed(query, 'size');
  return indexed => {
    const licence = licenceOf(indexed);
    if (licence === null) return false;
    const measures = sizeOf(indexed);
    return (
      (licences.length === 0 || licences.includes(licence.code)) &&
      types.every(type => allowsType(licence.code, type)) &&
      (sources.length === 0 || sources.includes(indexed.from)) &&
      !excluded.includes(indexed.from) &&
      (extensions.length === 0 || extensions.includes(fileTypeOf(indexed) ?? '')) &&
      (aspects.length === 0 || aspects.includes(aspectOf(measures))) &&
      (sizes.length === 0 || sizes.includes(sizeNameOf(measures)))
    );
  };
};
