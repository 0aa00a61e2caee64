import { CLIP_MODEL } from '../../../../../core/src/images/rank/image-text/clip-model-kind.ts';
import type { ImageTextModel } from '../../../../../core/src/images/rank/image-text/image-text-model.ts';
import { openImageTextModel } from '../../../../../core/src/images/rank/image-text/open-image-text-model.ts';
import { findModel } from '../../../../../core/src/platform/models/model-folder.ts';
import { committed } from '../../../../support/fixtures.ts';

/** The model of `test/models`, which knows mean colours and their names. @param root another folder of models */
export const colourModel = (root = committed('test/models')): ImageTextModel =>
  openImageTextModel({ find: () => findModel(CLIP_MODEL, { root, name: 'colour-clip', device: 'cpu' }), threads: 1 });
