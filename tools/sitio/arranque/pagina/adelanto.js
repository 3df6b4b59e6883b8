// Qué pasa mientras carga el taller: la página pone en marcha el núcleo de Python sin esperar a
// JupyterLite y muestra, al pie y sin tapar el texto, qué falta; si algo falla, dice qué hacer.
(() => {
  "use strict";
  const RAIZ = new URL("../", location.href);
  const CUADERNO = new URLSearchParams(location.search).get("path") ?? "";
  const DEL_NUCLEO = "comlink.worker.";
  const DEMORA = 45_000; // sin noticias tanto rato, se dice
  const MEGA = 1e6;

  // --- la barra ---------------------------------------------------------------------------------

  const estado = { paso: "abrir", van: 0, total: 0, parte: 0, visto: false, listo: false };
  let barra, reloj, ultima;

  function dibujar() {
    barra = document.createElement("section");
    barra.id = "mg-arranque";
    barra.setAttribute("aria-label", "Carga del taller");
    barra.innerHTML = `
      <p role="status"></p>
      <div role="progressbar" aria-label="Cuánto va" aria-valuemin="0" aria-valuemax="100">
        <div class="mg-va"></div>
      </div>`;
    document.body.append(barra);
    document.documentElement.classList.add("mg-arrancando");
    new ResizeObserver(hacerLugar).observe(barra);
    reloj = setInterval(avanzar, 500);
    avanzar();
  }

  // la hoja termina donde empieza la barra, por alta que sea
  function hacerLugar() {
    document.documentElement.style.setProperty("--mg-alto", `${barra.offsetHeight}px`);
    window.dispatchEvent(new Event("resize"));
  }

  const textos = {
    abrir: () => "Abriendo el cuaderno…",
    traer: () => "Trayendo Python…",
    preparar: () => "Preparando Python…",
    listo: () => "Abriendo el cuaderno…",
  };

  function decir() {
    const espera = estado.visto ? " Ya puedes leer: lo que ejecutes espera su turno." : "";
    const renglon = barra.querySelector("[role=status]");
    const texto = textos[estado.paso]() + espera;
    if (renglon.textContent !== texto) renglon.textContent = texto; // así no se lee dos veces
  }

  // lo que va de cada paso; entre una noticia y otra la barra se acerca a la siguiente
  const METAS = { abrir: 0.05, traer: 0.6, preparar: 0.95, listo: 1 };

  function avanzar() {
    if (!barra?.isConnected) return clearInterval(reloj);
    mirarElCuaderno();
    const traido = estado.total ? estado.van / estado.total : 0;
    const piso = { abrir: 0, traer: 0.55 * traido, preparar: 0.65, listo: 0.95 }[estado.paso];
    estado.parte = Math.max(estado.parte, piso);
    estado.parte += 0.06 * Math.max(0, METAS[estado.paso] - estado.parte);
    const ciento = Math.round(100 * estado.parte);
    const medida = barra.querySelector("[role=progressbar]");
    medida.setAttribute("aria-valuenow", ciento);
    const mb = (bytes) => (bytes / MEGA).toFixed(1);
    const cuanto = estado.paso === "traer" ? `, ${mb(estado.van)} de ${mb(estado.total)} MB` : "";
    medida.setAttribute("aria-valuetext", `${ciento} %${cuanto}`);
    medida.dataset.cuanto = `${ciento} %${cuanto}`;
    medida.style.setProperty("--mg-va", ciento / 100);
    if (Date.now() - ultima > DEMORA) demora();
    else decir();
  }

  function mirarElCuaderno() {
    if (!estado.visto && document.querySelector(".jp-Notebook .jp-Cell")) {
      estado.visto = true;
      noticia();
    }
    if (estado.visto && estado.listo) quitar();
  }

  function noticia() {
    ultima = Date.now();
  }

  function quitar() {
    clearInterval(reloj);
    barra?.remove();
    document.documentElement.classList.remove("mg-arrancando");
    window.dispatchEvent(new Event("resize")); // la hoja toma el lugar que deja
  }

  function demora() {
    barra.querySelector("[role=status]").textContent =
      "Está tardando más de lo normal. Si tu conexión es lenta, espera un poco más; " +
      "si no avanza, recarga la página: lo que escribiste está guardado.";
  }

  // --- cuando algo falla ------------------------------------------------------------------------

  function fallar(que, hacer = "Revisa tu conexión y recarga la página") {
    if (!barra?.isConnected) dibujar();
    clearInterval(reloj);
    barra.setAttribute("role", "alert");
    barra.innerHTML = `<p></p><button type="button">Recargar</button> <a>Leer sin ejecutar</a>`;
    barra.querySelector("p").textContent = `${que} ${hacer}: lo que escribiste está guardado.`;
    barra.querySelector("button").onclick = () => location.reload();
    const leccion = CUADERNO.match(/^(?:notebooks|exercises)\/(.+)\.ipynb$/)?.[1];
    const leer = leccion ? `../lecciones/${leccion}.html` : "../index.html";
    barra.querySelector("a").href = new URL(leer, RAIZ);
  }

  function sinRed(que) {
    if (navigator.onLine === false)
      fallar("No hay conexión, y falta traer una parte del taller.", "Conéctate y recarga la página");
    else fallar(`No se pudo traer ${que}.`);
  }

  function avisar(texto) {
    const aviso = document.createElement("section");
    aviso.id = "mg-aviso";
    aviso.setAttribute("role", "alert");
    aviso.innerHTML = `<p></p><button type="button">Entendido</button>`;
    aviso.querySelector("p").textContent = texto;
    aviso.querySelector("button").onclick = () => aviso.remove();
    document.body.append(aviso);
  }

  // --- el núcleo, por adelantado ----------------------------------------------------------------

  let libre = null;

  function escuchar(trabajador) {
    trabajador.addEventListener("message", ({ data }) => {
      if (!data?.arranque) return;
      const { paso, van, total, detalle } = data.arranque;
      noticia();
      if (paso === "fallo") {
        console.error(`El núcleo no arrancó: ${detalle}`);
        return sinRed("Python");
      }
      Object.assign(estado, { paso, van: van ?? estado.van, total: total ?? estado.total });
      estado.listo = paso === "listo";
    });
    return trabajador;
  }

  function otroNucleo(Clase, argumentos) {
    const nuevo = escuchar(Reflect.construct(Clase, argumentos));
    Object.assign(estado, { paso: "traer", van: 0, parte: 0, listo: false });
    noticia();
    if (!barra?.isConnected) dibujar();
    return nuevo;
  }

  // El Worker habla con el disco por el service worker. Uno creado en la primera visita, antes que
  // él, le pertenece después: en Chromium está probado; en los demás se espera a la segunda.
  function sePuedeAdelantar() {
    const servicio = navigator.serviceWorker;
    const visible = !servicio || servicio.controller || "chrome" in window;
    return CUADERNO.endsWith(".ipynb") && !window.crossOriginIsolated && visible;
  }

  function adelantar() {
    const Original = window.Worker;
    if (sePuedeAdelantar()) {
      const nucleo = new URL("static/arranque/nucleo.mjs", RAIZ);
      libre = escuchar(new Original(nucleo, { type: "module" }));
      libre.addEventListener("error", () => {
        libre = null; // JupyterLite creará el suyo
      });
    }
    window.Worker = new Proxy(Original, {
      construct(Clase, argumentos) {
        if (!String(argumentos[0]).includes(DEL_NUCLEO)) return Reflect.construct(Clase, argumentos);
        const dado = libre ?? otroNucleo(Clase, argumentos);
        libre = null;
        return dado;
      },
    });
  }

  // --- empezar ----------------------------------------------------------------------------------

  function loQueFalta() {
    if (typeof WebAssembly !== "object") return "WebAssembly";
    if (typeof Worker !== "function") return "Web Workers";
    if (typeof indexedDB !== "object") return "IndexedDB, donde se guarda tu trabajo";
    return null;
  }

  function alDibujarLaPagina() {
    dibujar();
    const falta = loQueFalta();
    if (falta)
      return fallar(
        `Este navegador no puede correr el taller: le falta ${falta}.`,
        "Actualízalo o usa otro (Chrome, Edge, Firefox o Safari recientes) y recarga la página",
      );
    if (!navigator.serviceWorker)
      avisar(
        "En esta ventana el navegador no deja guardar lo que Python escribe (pasa en las ventanas " +
          "privadas). Tus celdas corren y el cuaderno se guarda, pero tu progreso se perderá al " +
          "cerrar: para conservarlo, abre el taller en una ventana normal.",
      );
  }

  noticia();
  if (!loQueFalta()) adelantar();
  if (document.body) alDibujarLaPagina();
  else document.addEventListener("DOMContentLoaded", alDibujarLaPagina);
  window.addEventListener(
    "error",
    ({ target }) => {
      if (target instanceof HTMLScriptElement) sinRed("una parte de la página");
    },
    true,
  );
})();
