import sharp from 'sharp';
import { readFileSync } from 'node:fs';
import { createPictureProcessor } from '../core/src/images/acquire/picture-processor.ts';
sharp.cache(false);
const pictures = [readFileSync('/tmp/mid.jpg'), await sharp('/tmp/mid.jpg').resize(1920).jpeg({ quality: 90 }).toBuffer(), await sharp('/tmp/mid.jpg').resize(2560).png({compressionLevel: 3}).toBuffer()];
const j = { quality: 86, chromaSubsampling: '4:2:0' } as const;
const bare = async (bytes: Buffer) => {
  const { data, info } = await sharp(bytes).autoOrient().resize({ width: 1920, height: 1920, fit: 'inside', withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true });
  const r = () => sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
  await r().jpeg(j).toBuffer();
  await r().resize({ width: 320, height: 320, fit: 'inside' }).jpeg(j).toBuffer();
  for (const [w, h] of [[1920,1080],[1080,1080],[1080,1920]] as const) { const ratio = w/h; const width = Math.round(Math.min(w, info.width, info.height*ratio)); await r().resize({ width, height: Math.round(width/ratio), fit: 'cover', position: sharp.strategy.attention }).jpeg(j).toBuffer(); }
};
const ours_ = createPictureProcessor(2);
const ours = (bytes: Buffer) => ours_(bytes, '', { xmp: '<x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>', crops: true, whole: true });
const a: number[] = [], b: number[] = [];
for (let k = 0; k < 14; k++) for (const p of pictures) { let t = performance.now(); await bare(p); const x = performance.now() - t; t = performance.now(); const o = await ours(p); if (o.outcome !== 'done') throw new Error(o.outcome); const y = performance.now() - t; if (k > 1) { a.push(x); b.push(y); } }
const med = (v: number[]) => v.toSorted((p, q) => p - q)[v.length >> 1]!;
console.log('median bare', med(a).toFixed(0), 'ours', med(b).toFixed(0), 'ratio of medians', (med(a) / med(b)).toFixed(3), 'median ratio', med(a.map((x, i) => x / b[i]!)).toFixed(3));
