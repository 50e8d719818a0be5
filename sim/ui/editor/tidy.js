/* Tidy: JSON laid out anew, every string and number written as it was. Pure functions, no page. */

const PART = /\s*(?:("(?:[^"\\\n]|\\.)*")|([{}[\],:])|([^\s{}[\],:"]+))/y;
const WIDE = 80; // columns that an array on one line may take

/* The text laid out; null if it is not JSON. What follows the value is kept. */
function tidy(text) {
  try {
    const reader = { text, at: 0 };
    const value = readValue(reader, nextPart(reader));
    const rest = text.slice(reader.at).trim();
    return writeValue(value, "") + (rest ? `\n${rest}` : "") + "\n";
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof RangeError) return null;
    throw fault;
  }
}

function nextPart(reader) {
  PART.lastIndex = reader.at;
  const found = PART.exec(reader.text);
  if (!found) throw new SyntaxError("no further part");
  reader.at = PART.lastIndex;
  return found[1] ?? found[2] ?? found[3];
}

function readValue(reader, part) {
  if (part === "{") return readMembers(reader, "}", readEntry);
  if (part === "[") return readMembers(reader, "]", readValue);
  if (part.length === 1 && "}],:".includes(part)) throw new SyntaxError(`unexpected ${part}`);
  return { flat: part };
}

function readEntry(reader, name) {
  if (!name.startsWith('"') || nextPart(reader) !== ":") throw new SyntaxError("no name");
  const value = readValue(reader, nextPart(reader));
  return { name, value, flat: flatten(`${name}: `, [value], "") };
}

function readMembers(reader, close, read) {
  const members = [];
  let part = nextPart(reader);
  while (part !== close) {
    members.push(read(reader, part));
    part = nextPart(reader);
    if (part === close) break;
    if (part !== ",") throw new SyntaxError("no comma");
    part = nextPart(reader);
    if (part === close) throw new SyntaxError("nothing after the comma");
  }
  const node = { members, close, open: close === "}" ? "{" : "[" };
  // An object of several entries is never put on one line: its fields are what one compares.
  node.flat = close === "}" && members.length > 1 ? null : flatten(node.open, members, close);
  return node;
}

/* The node on one line, or null if it is too wide for that. */
function flatten(open, members, close) {
  let flat = open;
  for (const [n, member] of members.entries()) {
    if (member.flat === null || flat.length > WIDE) return null;
    flat += (n ? ", " : "") + member.flat;
  }
  return flat.length + close.length > WIDE ? null : flat + close;
}

function writeValue(node, indent) {
  if (!node.members) return node.flat;
  if (!node.members.length || (node.close === "]" && node.flat !== null)) return node.flat;
  const deeper = `${indent}  `;
  const lines = node.members.map((member) =>
    member.name ? `${deeper}${member.name}: ${writeValue(member.value, deeper)}` : deeper + writeValue(member, deeper));
  return `${node.open}\n${lines.join(",\n")}\n${indent}${node.close}`;
}
