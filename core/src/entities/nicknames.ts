/** Short forms of common English given names: each line a name and what people of that name are called. */
const CALLED = [
  'abraham abe', 'albert al bert', 'alexander alex alec', 'andrew andy drew', 'anthony tony', 'barbara barb', 'benjamin ben benny',
  'catherine cathy kate katie', 'charles charlie chuck', 'christopher chris', 'cynthia cindy', 'daniel dan danny', 'david dave',
  'deborah debbie deb', 'donald don donnie', 'edward ed eddie ted teddy ned', 'elizabeth liz beth betty eliza lizzie', 'eugene gene',
  'franklin frank', 'frederick fred freddie', 'gerald gerry jerry', 'gregory greg', 'harold hal harry', 'henry hank harry', 'james jim jimmy jamie',
  'jeffrey jeff', 'jennifer jen jenny', 'john jack johnny', 'jonathan jon', 'joseph joe joey', 'joshua josh', 'katherine kate kathy katie',
  'kenneth ken', 'lawrence larry', 'leonard len leo', 'margaret maggie meg peggy', 'matthew matt', 'michael mike mick mickey', 'nathaniel nate nat',
  'nicholas nick', 'pamela pam', 'patricia pat patty', 'patrick pat', 'peter pete', 'philip phil', 'raymond ray', 'rebecca becky', 'richard dick rick ricky',
  'robert bob bobby rob robbie', 'ronald ron ronnie', 'samuel sam sammy', 'stephen steve', 'steven steve', 'susan sue susie', 'theodore ted teddy',
  'thomas tom tommy', 'timothy tim', 'victoria vicky', 'walter walt', 'william bill billy will willie',
].map(line => line.split(' ')); // prettier-ignore

const OTHERS: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const others = new Map<string, Set<string>>();
  for (const names of CALLED) {
    for (const name of names) others.set(name, new Set([...(others.get(name) ?? []), ...names]));
  }
  return others;
})();

/** @param given a given name, lower case @returns it and every name the same person may be called by */
export const alsoCalled = (given: string): readonly string[] => [...(OTHERS.get(given) ?? [given])];
