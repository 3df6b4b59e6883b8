// En cada página: guarda el sitio para usarlo sin conexión, cuando la página ya no está ocupada, y
// en el taller lo dice. También hace lo que Python le pide: bajar un archivo, o cargarse otra vez.
(() => {
  "use strict";
  const guion = document.currentScript;
  const RAIZ = new URL(guion.dataset.raiz, location.href);
  const EN_TALLER = guion.dataset.taller !== undefined;
  const CLAVE = `minigrad dicho ${RAIZ.pathname}`;
  const servicio = navigator.serviceWorker;
  const RESPIRO = 4000; // lo primero que se ejecuta no compite con lo que se guarda

  // --- lo que pide Python -----------------------------------------------------------------------

  // quien se va a cargar otra vez no pregunta: el cuaderno se guardó antes
  let sinPreguntar = false;
  window.addEventListener("beforeunload", (e) => sinPreguntar && e.stopImmediatePropagation(), true);

  function bajar({ nombre, datos }) {
    const bytes = Uint8Array.from(atob(datos), (letra) => letra.charCodeAt(0));
    const enlace = document.createElement("a");
    enlace.href = URL.createObjectURL(new Blob([bytes], { type: "application/zip" }));
    enlace.download = nombre;
    enlace.click();
    setTimeout(() => URL.revokeObjectURL(enlace.href), 60_000);
  }

  // de varias pestañas, una sola lo baja
  function unaSola(nombre, hacer) {
    if (document.visibilityState !== "visible") return;
    if (!navigator.locks) return hacer();
    navigator.locks.request(`${CLAVE} ${nombre}`, { ifAvailable: true }, async (turno) => {
      if (!turno) return;
      hacer();
      await new Promise((seguir) => setTimeout(seguir, 1000));
    });
  }

  if (EN_TALLER && "BroadcastChannel" in window)
    new BroadcastChannel("mini-grad").onmessage = ({ data }) => {
      if (data?.que === "bajar") unaSola(data.nombre, () => bajar(data));
      if (data?.que !== "recargar") return;
      sinPreguntar = true;
      sessionStorage.setItem(CLAVE, data.dicho);
      location.reload();
    };

  // --- lo que se dice ---------------------------------------------------------------------------

  const ESTILO =
    "position:fixed;right:8px;bottom:8px;z-index:9000;max-width:min(30em,calc(100vw - 16px));" +
    "box-sizing:border-box;padding:4px 10px;border-radius:6px;border:1px solid #1f6feb;" +
    "background:#e8f1fc;color:#0c2d57;font:13px/1.4 sans-serif;white-space:pre-line;" +
    "max-height:60vh;overflow:auto";
  let caja;

  function decir(texto, { boton = "Cerrar", alCerrar } = {}) {
    if (!caja?.isConnected) {
      caja = document.createElement("section");
      caja.id = "mg-conexion";
      caja.setAttribute("role", "status");
      caja.style.cssText = ESTILO;
      caja.innerHTML = `<span></span> <button type="button" style="font:inherit;min-height:24px"></button>`;
      document.body.append(caja);
    }
    caja.querySelector("span").textContent = texto;
    const cerrar = caja.querySelector("button");
    cerrar.textContent = boton;
    cerrar.onclick = () => {
      caja.remove();
      alCerrar?.();
    };
  }

  function decirLoRecuperado() {
    const dicho = sessionStorage.getItem(CLAVE);
    if (!dicho) return false;
    sessionStorage.removeItem(CLAVE);
    decir(dicho, { boton: "Entendido" });
    return true;
  }

  // --- sin conexión -----------------------------------------------------------------------------

  function preguntar(destino, pedido) {
    return new Promise((seguir) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => seguir(data);
      destino.postMessage(pedido, [port2]);
    });
  }

  const ocioso = () =>
    new Promise((seguir) =>
      "requestIdleCallback" in window ? requestIdleCallback(seguir, { timeout: 3000 }) : setTimeout(seguir, 500),
    );

  // el taller está listo cuando ya no se ve su barra de carga
  async function cuandoEsteLista() {
    if (document.readyState !== "complete")
      await new Promise((seguir) => window.addEventListener("load", seguir, { once: true }));
    while (document.documentElement.classList.contains("mg-arrancando") || document.querySelector("#mg-arranque"))
      await new Promise((seguir) => setTimeout(seguir, 500));
    await new Promise((seguir) => setTimeout(seguir, RESPIRO));
    await ocioso();
  }

  // tanda por tanda, mientras haya conexión; da lo último que se supo
  async function guardarTodo(destino, parte, contar = () => {}) {
    let dicho = await preguntar(destino, { que: "estado", parte });
    const ahorra = navigator.connection?.saveData === true;
    while (dicho.faltan > 0 && !ahorra && navigator.onLine !== false) {
      contar(dicho);
      await ocioso();
      const antes = dicho.faltan;
      dicho = await preguntar(destino, { que: "guardar", parte });
      if (dicho.faltan < 0 || dicho.faltan >= antes) break; // sin conexión o sin lugar, o hay otra versión
    }
    return dicho;
  }

  function contarEnElTaller({ version, total, falta, faltan }, termino) {
    const clave = `${CLAVE} cerrado`;
    if (localStorage.getItem(clave) === version) return;
    if (caja?.isConnected && !caja.dataset.conexion) return; // se está diciendo otra cosa
    const va = Math.floor((100 * (total - falta)) / total);
    let texto = `Guardando el taller para usarlo sin conexión: ${va} %`;
    if (termino) texto = "El taller no se ha guardado entero: sin conexión puede faltar algo.";
    if (faltan === 0) texto = "✓ Ya puedes trabajar sin conexión en este navegador.";
    decir(texto, { alCerrar: () => localStorage.setItem(clave, version) });
    caja.dataset.conexion = "si";
  }

  async function elDeEstaPagina() {
    if (!EN_TALLER) await servicio.register(new URL("servicio.js", RAIZ));
    if (servicio.controller) return servicio.controller;
    return new Promise((seguir) =>
      servicio.addEventListener("controllerchange", () => seguir(servicio.controller), { once: true }),
    );
  }

  async function empezar() {
    if (EN_TALLER) decirLoRecuperado();
    if (!servicio) return;
    const destino = await elDeEstaPagina();
    await cuandoEsteLista();
    if (EN_TALLER) {
      const dicho = await guardarTodo(destino, "taller", contarEnElTaller);
      contarEnElTaller(dicho, true);
      document.documentElement.dataset.sinConexion = dicho.faltan === 0 ? "listo" : "falta";
    }
    await guardarTodo(destino, "lectura");
  }

  if (document.body) empezar().catch(console.warn);
  else document.addEventListener("DOMContentLoaded", () => empezar().catch(console.warn));
})();
