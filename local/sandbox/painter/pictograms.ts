/** What a painted picture is of, which decides its pictogram and its colour. */
export type Motif =
  | 'person'
  | 'group'
  | 'statue'
  | 'grave'
  | 'signature'
  | 'map'
  | 'arms'
  | 'flag'
  | 'logo'
  | 'building'
  | 'skyline'
  | 'landscape'
  | 'document'
  | 'animal'
  | 'object'
  | 'work'
  | 'event'
  | 'vehicle'
  | 'sign'
  | 'photo';

/** Shapes in a box of 100 × 100, drawn in `currentColor`; all ours. */
export const PICTOGRAMS: Readonly<Record<Motif, string>> = {
  person: '<circle cx="50" cy="30" r="20"/><path d="M12 100c0-26 17-42 38-42s38 16 38 42z"/>',
  group:
    '<circle cx="22" cy="38" r="13"/><circle cx="50" cy="30" r="15"/><circle cx="78" cy="38" r="13"/>' +
    '<path d="M0 96c0-20 9-36 22-36 6 0 10 2 14 6-7 8-9 18-9 30zM30 96c0-26 8-44 20-44s20 18 20 44zM73 96c0-12-2-22-9-30 4-4 8-6 14-6 13 0 22 16 22 36z"/>',
  statue: '<circle cx="50" cy="14" r="10"/><path d="M36 28h28l6 30h-9l3 18H36l3-18h-9z"/><path d="M26 80h48v8H26zM18 90h64v10H18z"/>',
  grave:
    '<path d="M25 92V40a25 25 0 0 1 50 0v52z"/><path d="M10 92h80v8H10z"/><path d="M46 34h8v10h10v8H54v22h-8V52H36v-8h10z" fill="#000" fill-opacity=".45"/>',
  signature:
    '<path d="M4 66c14-44 26-48 24-24S14 84 22 78 44 30 50 34 40 72 48 70s12-24 18-22-2 20 6 18 12-14 24-12" fill="none" stroke="currentColor" stroke-width="5" stroke-linecap="round"/>',
  map: '<path d="M4 18l28-10v74L4 92zM36 8l28 10v74L36 82zM68 18l28-10v74L68 92z" fill-opacity=".7"/><path d="M50 20a17 17 0 0 1 17 17c0 13-17 31-17 31S33 50 33 37a17 17 0 0 1 17-17z" fill="#c22"/>',
  arms: '<path d="M12 8h76v40c0 26-18 40-38 48C30 88 12 74 12 48z"/><path d="M50 8v88M12 44h76" stroke="#000" stroke-opacity=".4" stroke-width="6"/>',
  flag: '<path d="M14 4h6v94h-6z"/><path d="M22 8h66v16H22z"/><path d="M22 24h66v16H22z" fill-opacity=".5"/><path d="M22 40h66v16H22z" fill-opacity=".8"/>',
  logo: '<circle cx="50" cy="50" r="44" fill="none" stroke="currentColor" stroke-width="10"/><path d="M50 22l26 46H24z"/>',
  building:
    '<path d="M18 100V24l32-18 32 18v76H60V78H40v22z"/><path d="M30 36h10v10H30zM60 36h10v10H60zM30 56h10v10H30zM60 56h10v10H60z" fill="#000" fill-opacity=".4"/>',
  skyline: '<path d="M2 100V58h16V36h14v22h8V14h16v30h8V26h14v34h8V48h12v52z"/>',
  landscape: '<circle cx="76" cy="24" r="13"/><path d="M2 92l32-58 18 30 12-18 34 46z"/>',
  document:
    '<path d="M20 4h44l18 18v74H20z"/><path d="M30 38h42M30 52h42M30 66h42M30 80h26" stroke="#000" stroke-opacity=".45" stroke-width="5"/>',
  animal:
    '<ellipse cx="50" cy="68" rx="24" ry="20"/><ellipse cx="20" cy="44" rx="9" ry="13"/><ellipse cx="40" cy="26" rx="9" ry="14"/><ellipse cx="62" cy="26" rx="9" ry="14"/><ellipse cx="82" cy="44" rx="9" ry="13"/>',
  object:
    '<path d="M50 6l40 20v48L50 94 10 74V26z"/><path d="M10 26l40 20 40-20M50 46v48" fill="none" stroke="#000" stroke-opacity=".4" stroke-width="4"/>',
  work: '<path d="M6 40h88v54H6z"/><path d="M6 34l84-24 4 14-84 22z"/><path d="M40 54l26 14-26 14z" fill="#000" fill-opacity=".45"/>',
  event:
    '<path d="M8 18h84v76H8z"/><path d="M26 6h10v22H26zM64 6h10v22H64z"/><path d="M50 38l6 14 15 1-12 9 4 15-13-8-13 8 4-15-12-9 15-1z" fill="#000" fill-opacity=".45"/>',
  vehicle:
    '<path d="M4 62l12-26h58l22 26v16H4z"/><circle cx="26" cy="80" r="12"/><circle cx="74" cy="80" r="12"/><path d="M22 44h20v14H16zM50 44h20l12 14H50z" fill="#000" fill-opacity=".45"/>',
  sign: '<path d="M46 40h8v60h-8z"/><path d="M6 10h74l16 18-16 18H6z"/>',
  photo:
    '<path d="M6 26h22l8-12h28l8 12h22v62H6z"/><circle cx="50" cy="56" r="20" fill="#000" fill-opacity=".4"/><circle cx="50" cy="56" r="11"/>',
};

/** Hue of the background, degrees: one for each motif, so that a statue among portraits is seen from afar. */
export const HUES: Readonly<Record<Motif, number>> = {
  person: 215,
  group: 250,
  statue: 30,
  grave: 0,
  signature: 48,
  map: 130,
  arms: 345,
  flag: 280,
  logo: 300,
  building: 20,
  skyline: 200,
  landscape: 100,
  document: 40,
  animal: 85,
  object: 170,
  work: 320,
  event: 265,
  vehicle: 185,
  sign: 60,
  photo: 160,
};
