// Qué corre en el Worker del núcleo: lo que pone JupyterLite, con Pyodide ya en marcha.
// La página lo crea apenas abre y se lo da a JupyterLite cuando lo pide (`adelanto.js`).
import "./pyodide.mjs";
import "{{NUCLEO}}";
