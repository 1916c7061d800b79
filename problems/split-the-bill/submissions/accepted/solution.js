const SHARE = /^([0-9]{1,4})(?:\.([0-9]{1,2}))?$/;

function splitBill(totalCents, shares) {
  const weights = shares.map(hundredths);
  const allWeights = weights.reduce((sum, weight) => sum + weight, 0);
  if (allWeights === 0) return [];

  const amount = Math.abs(totalCents);
  const teams = weights.map((weight, position) => {
    const remainder = (amount * weight) % allWeights;
    return { position, remainder, part: (amount * weight - remainder) / allWeights };
  });
  const leftOver = amount - teams.reduce((sum, team) => sum + team.part, 0);
  const mostCutFirst = [...teams].sort(
    (a, b) => b.remainder - a.remainder || a.position - b.position,
  );
  for (const team of mostCutFirst.slice(0, leftOver)) {
    team.part += 1;
  }

  return teams.map((team) => (totalCents >= 0 ? team.part : -team.part));
}

function hundredths(share) {
  const match = SHARE.exec(share);
  if (match === null) return 0;
  const [, whole, decimals = ""] = match;
  return Number(whole + decimals.padEnd(2, "0"));
}
