import type { ProviderId, RightsRecord } from '../rights-record.ts';

type Terms = Omit<RightsRecord, 'id'>;

interface RightsLine {
  readonly provider: ProviderId;
  /** Which licence ids the line speaks of. */
  readonly licence: RegExp;
  /** Raised when a rule of the line changes; stored pictures keep the version they were taken under. */
  readonly version: number;
  readonly terms: Terms;
}

const FREE = {
  display: 'store',
  redistribute: true,
  automate: 'yes',
  commercialUse: true,
  derivatives: true,
  mlUse: true,
  shareAlike: false,
} as const;

const CREDITED = { required: true, where: 'with-the-work' } as const;
const UNCREDITED = { required: false, where: 'anywhere' } as const;

const cc0 = {
  ...FREE,
  attribution: UNCREDITED,
  source: { url: 'https://creativecommons.org/publicdomain/zero/1.0/legalcode.en', date: '2026-11-22' },
} as const;
const publicDomain = {
  ...FREE,
  attribution: UNCREDITED,
  source: { url: 'https://creativecommons.org/publicdomain/mark/1.0/', date: '2026-11-22' },
} as const;
const ccBy = {
  ...FREE,
  attribution: CREDITED,
  source: { url: 'https://creativecommons.org/licenses/by/4.0/legalcode.en', date: '2026-11-22' },
} as const;
const ccBySa = {
  ...ccBy,
  shareAlike: true,
  source: { url: 'https://creativecommons.org/licenses/by-sa/4.0/legalcode.en', date: '2026-11-22' },
} as const;

/** Own terms of the stock sites: free for commercial use and changes, never to be handed on as they are, nothing said of models means no. */
const STOCK = { ...FREE, redistribute: false, mlUse: false } as const;

/**
 * Everything we believe we may do, one reviewed line for each provider and licence, with the page it was read from and when.
 * The first line that matches counts. What no line matches is unknown, and unknown means no: every licence with NC or ND,
 * GFDL, FAL, OGL, "Attribution" and whatever else a template on Commons may say.
 */
export const RIGHTS_TABLE: readonly RightsLine[] = [
  { provider: 'commons', licence: /^cc0$/, version: 1, terms: cc0 },
  { provider: 'commons', licence: /^(?:cc-)?pd$/, version: 1, terms: publicDomain },
  { provider: 'commons', licence: /^cc-by-\d/, version: 1, terms: ccBy },
  { provider: 'commons', licence: /^cc-by-sa-\d/, version: 1, terms: ccBySa },
  { provider: 'openverse', licence: /^cc0(?:-\d|$)/, version: 1, terms: cc0 },
  { provider: 'openverse', licence: /^pdm(?:-\d|$)/, version: 1, terms: publicDomain },
  { provider: 'openverse', licence: /^cc-by-\d/, version: 1, terms: ccBy },
  { provider: 'openverse', licence: /^cc-by-sa-\d/, version: 1, terms: ccBySa },
  {
    provider: 'pexels',
    licence: /^pexels$/,
    version: 1,
    // Pictures chosen by a program and shown unaltered need their credit where they are shown.
    terms: {
      ...STOCK,
      attribution: { required: true, where: 'on-display' },
      source: { url: 'https://help.pexels.com/hc/en-us/articles/900005880463', date: '2026-11-22' },
    },
  },
  {
    provider: 'pixabay',
    licence: /^pixabay$/,
    version: 1,
    // "Made for real human requests": a person has to look before anything is published.
    terms: {
      ...STOCK,
      automate: 'needs-approval',
      attribution: { required: true, where: 'anywhere' },
      source: { url: 'https://pixabay.com/api/docs/', date: '2026-11-22' },
    },
  },
  {
    provider: 'unsplash',
    licence: /^unsplash$/,
    version: 1,
    // The guideline asks for "non-automated" experiences; unaltered display must use Unsplash's own addresses.
    terms: {
      ...STOCK,
      display: 'derivative-only',
      automate: 'no',
      attribution: { required: true, where: 'on-display' },
      source: { url: 'https://help.unsplash.com/en/articles/2511256-guideline-high-quality-authentic-experiences', date: '2026-11-22' },
    },
  },
  {
    provider: 'unsplash',
    licence: /^unsplash-agreed$/,
    version: 1,
    // The operator has Unsplash's written consent to choosing pictures by a program, and has confirmed it.
    terms: {
      ...STOCK,
      display: 'derivative-only',
      attribution: { required: true, where: 'on-display' },
      source: { url: 'https://help.unsplash.com/en/articles/2511256-guideline-high-quality-authentic-experiences', date: '2026-11-22' },
    },
  },
  {
    provider: 'owner',
    licence: /^owner$/,
    version: 1,
    // Whose picture it is decides; nothing of it leaves the workspace.
    terms: {
      ...FREE,
      mlUse: false,
      attribution: UNCREDITED,
      source: { url: 'https://www.wipo.int/treaties/en/ip/berne/', date: '2026-11-22' },
    },
  },
];

/** @param licence its machine code @returns the record, or null where no line speaks of it */
export const rightsOf = (provider: ProviderId, licence: string): RightsRecord | null => {
  const line = RIGHTS_TABLE.find(each => each.provider === provider && each.licence.test(licence));
  return line === undefined ? null : { id: `${provider}/${licence}@${line.version}`, ...line.terms };
};

/** For a provider with one licence. @throws where the table does not hold it, which is a defect of the table */
export const knownRights = (provider: ProviderId, licence: string): RightsRecord => {
  const rights = rightsOf(provider, licence);
  if (rights === null) throw new Error(`the rights table has no line for ${provider}/${licence}`);
  return rights;
};
