import type { ImageCandidate } from '../image-candidate.ts';

const XML_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Characters XML 1.0 has no way to write: controls, and the two non-characters at the end of the plane. */
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(UNWRITABLE, '')
    .replace(/[&<>"']/g, character => XML_ESCAPES[character] ?? character);

const alternative = (text: string): string => `<rdf:Alt><rdf:li xml:lang="x-default">${xml(text)}</rdf:li></rdf:Alt>`;

/** The picture's credit and licence as an XMP packet, in the fields that photo tools and the IPTC standard read them from. */
export const creditXmp = (picture: Pick<ImageCandidate, 'title' | 'author' | 'licence' | 'pageUrl' | 'credit'>): string => {
  const creator = picture.author === null ? '' : `<dc:creator><rdf:Seq><rdf:li>${xml(picture.author.name)}</rdf:li></rdf:Seq></dc:creator>`;
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"',
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:cc="http://creativecommons.org/ns#"',
    ` photoshop:Credit="${xml(picture.credit)}" photoshop:Source="${xml(picture.pageUrl)}" xmpRights:WebStatement="${xml(picture.licence.url)}">`,
    `<dc:title>${alternative(picture.title)}</dc:title>${creator}<dc:source>${xml(picture.pageUrl)}</dc:source>`,
    `<dc:rights>${alternative(picture.credit)}</dc:rights><xmpRights:UsageTerms>${alternative(picture.licence.name)}</xmpRights:UsageTerms>`,
    `<cc:license rdf:resource="${xml(picture.licence.url)}"/>`,
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>',
  ].join('');
};
