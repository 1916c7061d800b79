function cartTotal(lines) {
  var names = {};
  for (var i = 0; i < lines.length; i++) {
    var words = lines[i].split(" ").filter(function (w) { return w !== ""; });
    if (words.length != 3) {
      continue;
    }
    if (!isNumber(words[1]) || !isNumber(words[2])) {
      continue;
    }
    var quantity = parseInt(words[1], 10);
    var price = parseInt(words[2], 10);
    var key = "x" + words[0];
    if (names[key] === undefined) {
      names[key] = [quantity, quantity * price];
    } else {
      names[key][0] += quantity;
      names[key][1] += quantity * price;
    }
  }
  var sum = 0;
  for (var name in names) {
    sum += reduced(names[name][0], names[name][1]);
  }
  return sum;
}

function isNumber(word) {
  if (word.length > 5) {
    return false;
  }
  for (var i = 0; i < word.length; i++) {
    if ("0123456789".indexOf(word[i]) < 0) {
      return false;
    }
  }
  return true;
}

function reduced(pieces, amount) {
  if (pieces >= 50) {
    return amount - Math.floor(amount / 5);
  }
  if (pieces >= 10) {
    return amount - Math.floor(amount / 10);
  }
  return amount;
}
