import { bulkhead } from 'cockatiel';

/**
 * Works on several things at the same time, begun in their order. After one has thrown none is begun any more; what is begun
 * is finished before the error is thrown on.
 */
export const workThrough = async <T>(things: readonly T[], atOnce: number, work: (thing: T) => Promise<void>): Promise<void> => {
  const slots = bulkhead(atOnce, Number.POSITIVE_INFINITY);
  const thrown: unknown[] = [];
  await Promise.all(
    things.map(thing =>
      slots.execute(async () => {
        if (thrown.length > 0) return;
        await work(thing).catch((error: unknown) => thrown.push(error));
      }),
    ),
  );
  if (thrown.length > 0) throw thrown[0];
};
