const NUMBER = /^[0-9]{1,9}$/;
const LONG = 240;

function deliveryPlan(offers, rest) {
  const deliveries = goodDeliveries(offers).sort((a, b) => a.start - b.start);
  // best[i] is the best plan that uses deliveries from place i on.
  const best = new Array(deliveries.length + 1);
  best[deliveries.length] = { pay: 0, number: 0 };
  for (let place = deliveries.length - 1; place >= 0; place -= 1) {
    const { start, end, pay } = deliveries[place];
    const freeAgain = end + (end - start > LONG ? 2 * rest : rest);
    const following = best[firstFrom(deliveries, freeAgain)];
    const taken = { pay: following.pay + pay, number: following.number + 1 };
    best[place] = isBetter(taken, best[place + 1]) ? taken : best[place + 1];
  }
  return [best[0].pay, best[0].number];
}

function isBetter(plan, other) {
  return plan.pay > other.pay || (plan.pay === other.pay && plan.number < other.number);
}

/** The place of the first delivery that starts at the moment or later. */
function firstFrom(deliveries, moment) {
  let low = 0;
  let high = deliveries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (deliveries[middle].start < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

function goodDeliveries(offers) {
  return offers
    .map((offer) => offer.split(" ").filter((field) => field !== ""))
    .filter((fields) => fields.length === 3 && fields.every((field) => NUMBER.test(field)))
    .map((fields) => fields.map(Number))
    .filter(([start, end]) => start < end)
    .map(([start, end, pay]) => ({ start, end, pay }));
}
