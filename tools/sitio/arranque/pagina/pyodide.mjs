// Qué recibe el núcleo de JupyterLite cuando pide Pyodide (`pyodideUrl`): uno que se puso en marcha
// al cargarse este archivo, con los paquetes que toda lección usa ya importados. En cada Worker hay
// uno, así que un núcleo nuevo o reiniciado arranca de cero, del mismo modo.
import { loadPyodide as cargar } from "../pyodide/pyodide.mjs";

// los ajustes del núcleo, cuánto pesa cada archivo y qué se importa; se escriben al construir
const OPCIONES = {{OPCIONES}};
const PESOS = {{PESOS}};
const MODULOS = {{MODULOS}};
const TOTAL = Object.values(PESOS).reduce((suma, peso) => suma + peso, 0);

// hasta que el núcleo diga adónde va lo que se imprime
const salidas = { stdout: console.log, stderr: console.error };
const avisar = (aviso) => self.postMessage({ arranque: aviso });

function contarLoTraido() {
  const traidos = new Set();
  const vigia = new PerformanceObserver((lista) => {
    for (const { name } of lista.getEntries()) {
      const archivo = new URL(name).pathname.split("/").pop();
      if (archivo in PESOS) traidos.add(archivo);
    }
    const van = [...traidos].reduce((suma, archivo) => suma + PESOS[archivo], 0);
    avisar({ paso: "traer", van, total: TOTAL });
  });
  vigia.observe({ type: "resource", buffered: true });
  return vigia;
}

function importar(pyodide) {
  for (const modulo of MODULOS) {
    try {
      pyodide.pyimport(modulo).destroy();
    } catch (error) {
      console.warn(`No se adelantó ${modulo}:`, error); // quien lo use dirá qué pasa
    }
  }
}

async function arrancar() {
  avisar({ paso: "traer", van: 0, total: TOTAL });
  const vigia = contarLoTraido();
  const pyodide = await cargar({
    ...OPCIONES,
    indexURL: new URL("../pyodide/", import.meta.url).href,
    stdout: (texto) => salidas.stdout(texto),
    stderr: (texto) => salidas.stderr(texto),
  });
  vigia.disconnect();
  avisar({ paso: "preparar" });
  importar(pyodide);
  avisar({ paso: "listo" });
  return pyodide;
}

const enMarcha = arrancar();
enMarcha.catch((error) => avisar({ paso: "fallo", detalle: String(error?.message ?? error) }));

export async function loadPyodide({ stdout, stderr }) {
  Object.assign(salidas, { stdout, stderr });
  return await enMarcha;
}
