// Convierte fórmulas de TeX en HTML con MathML, al construir: quien lee no carga ningún programa.
// Lee de la entrada una lista JSON de [tex, aparte] y escribe la lista de sus HTML.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: katex } = await import(pathToFileURL(process.argv[2]));
const formulas = JSON.parse(readFileSync(0, "utf8"));
const hechas = formulas.map(([tex, aparte]) => {
  try {
    return katex.renderToString(tex, { displayMode: aparte, output: "htmlAndMathml", strict: false });
  } catch (error) {
    throw new Error(`no se entiende la fórmula «${tex}»: ${error.message}`);
  }
});
process.stdout.write(JSON.stringify(hechas));
