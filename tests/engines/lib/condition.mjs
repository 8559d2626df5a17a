// The conditions that the exported files hold, in the three spellings engines expect: `${x == true}` (JUEL), `=x = true`
// (FEEL), or plain. Only comparisons and boolean words: a test harness, not an expression language.

/** The bare expression without the marks of an engine. */
export function bare(text) {
  const trimmed = text.trim();
  const juel = /^[$#]\{([\s\S]*)\}$/.exec(trimmed);
  return (juel ? juel[1] : trimmed).trim();
}

const TOKENS = /\s*(==|!=|<=|>=|&&|\|\||!|<|>|\(|\)|"[^"]*"|'[^']*'|-?\d+(?:\.\d+)?|[A-Za-z_][A-Za-z0-9_]*)/gy;

/** Evaluates a condition over variables. Throws on anything it does not know, so that a test cannot pass by accident. */
export function evaluate(text, variables) {
  const source = bare(text);
  const tokens = [];
  TOKENS.lastIndex = 0;
  let at = 0;
  for (let match; (match = TOKENS.exec(source)); at = TOKENS.lastIndex) tokens.push(match[1]);
  if (source.slice(at).trim() !== '') throw new Error(`condition not understood: ${source}`);
  let next = 0;
  const peek = () => tokens[next];
  const take = () => tokens[next++];
  function primary() {
    const token = take();
    if (token === '!') return !primary();
    if (token === '(') {
      const value = or();
      if (take() !== ')') throw new Error(`missing ) in ${source}`);
      return value;
    }
    if (token === 'true' || token === 'false') return token === 'true';
    if (/^["']/.test(token ?? '')) return token.slice(1, -1);
    if (/^-?\d/.test(token ?? '')) return Number(token);
    if (/^[A-Za-z_]/.test(token ?? '')) {
      if (!(token in variables)) throw new Error(`variable ${token} of ${source} is not set`);
      return variables[token];
    }
    throw new Error(`condition not understood: ${source}`);
  }
  function comparison() {
    const left = primary();
    switch (peek()) {
      case '==': take(); return left === primary();
      case '!=': take(); return left !== primary();
      case '<': take(); return left < primary();
      case '>': take(); return left > primary();
      case '<=': take(); return left <= primary();
      case '>=': take(); return left >= primary();
      case '+': { take(); return left + primary(); }
      default: return left;
    }
  }
  function and() {
    let value = comparison();
    while (peek() === '&&') { take(); const right = comparison(); value = value && right; }
    return value;
  }
  function or() {
    let value = and();
    while (peek() === '||') { take(); const right = and(); value = value || right; }
    return value;
  }
  const value = or();
  if (next !== tokens.length) throw new Error(`condition not understood: ${source}`);
  return value;
}
