/** Languages with a Wikipedia, roughly by number of articles: as many as the most popular item has sitelinks. */
const LANGUAGES =
  'en ceb de fr sv nl ru es it pl arz zh ja vi war uk ar pt fa ca id sr ko no tr ce fi cs hu ro tt sh eu zh_min_nan ms eo he hy da bg cy uz ' +
  'sk azb simple et kk be el min hr lt gl az ur sl ka nn ta hi th bn la mk zh_yue ast lv af my tg sq sw mg bs oc te nds mr be_x_old br ky jv ' +
  'pnb ml sco ku pms new lb ht tl su ga is bug pa an wuu ba lmo vo io yo ne als cv bar scn fy gu zea ckb bpy hif si or mzn avk ig kn mai li sah qu ' +
  'os sa diq cdo nap gd ilo xmf wa hyw am eml bat_smg fo mi frr ie dag mhr mrj ps roa_tara km vec hsb pfl so sd rue sn ban dsb nah cbk_zam dv bcl gn ' +
  'as nso se ext glk crh szl ks stq zu nv kab mt lij ha fiu_vro tw udm ay gv gan olo koi kv wo ace tk pcd frp rw lo dty av tpi pap co csb krc ' +
  'bjn kw lez lfn gom vls gag pam hak lad bxr sm rm mwl mdf to arc tet jam ang hsb kbd zh_classical pcm chr ln ab za xal haw kg srn rn got na pih tyv ' +
  'jbo cu roa_rup nrm ki ee dz ts bm ve bi sg ik iu cr ny ss st tn xh ti om ff lg ch pi pag kl fj ak tum gcr shn mni nqo skr awa lbe inh atj shi ary mnw nia din kbp madw blk fat guw kcg gpe tly bew szy trv ami pwn rki anp dga fon';

/** Site ids of the other projects that popular items are linked to. */
const OTHERS =
  'commonswiki enwikiquote frwikiquote dewikiquote itwikiquote eswikiquote enwikisource enwikivoyage dewikivoyage frwikivoyage enwikinews specieswiki enwikibooks enwikiversity';

/** Ids of all linked sites, in the order in which items get them: the English Wikipedia first. */
export const SITES: readonly string[] = [...new Set([...LANGUAGES.split(' ').map(code => `${code}wiki`), ...OTHERS.split(' ')])];
