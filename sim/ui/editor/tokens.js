/* Tokens: the parts of one line of JSON. No string goes over a line's end, so each line stands for itself. */

const TOKEN =
  /(?<string>"(?:[^"\\]|\\.)*"?)(?=(?<colon>\s*:)?)|(?<space>\s+)|(?<sign>[{}[\],:])|(?<other>(?:(?![\s{}[\],:"]).)+)/gsu;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/* [{from, to, kind}] without gaps; kind is name, word, string, number, literal, sign, space or odd. */
function tokensOf(line, words) {
  return [...line.matchAll(TOKEN)].map((found) => {
    const [text] = found, { string, colon, space, sign, other } = found.groups;
    const kind = space
      ? "space"
      : sign
        ? "sign"
        : string
          ? colon === undefined ? "string" : words.has(text.slice(1, -1)) ? "word" : "name"
          : ["true", "false", "null"].includes(other) ? "literal" : NUMBER.test(other) ? "number" : "odd";
    return { from: found.index, to: found.index + text.length, kind };
  });
}

/* The token at a place, or one sign of nothing behind the last. */
function tokenAt(tokens, place) {
  return tokens.find((token) => token.from <= place && place < token.to && token.kind !== "space") ?? { from: place, to: place + 1 };
}
