// Lo que una página de lectura gana con JavaScript: elegir el tema, copiar código, llegar con el
// teclado a lo que se desplaza en su caja e imprimir lo plegado. Sin él se lee igual.
"use strict";
{
  const raiz = document.documentElement;

  // --- el tema: automático, claro, oscuro ---
  const temas = ["auto", "claro", "oscuro"];
  const dicho = { auto: "automático", claro: "claro", oscuro: "oscuro" };
  const boton = document.getElementById("tema");
  const mostrar = () => {
    const tema = raiz.dataset.tema || "auto";
    boton.textContent = { auto: "◐", claro: "☀", oscuro: "☾" }[tema];
    boton.setAttribute("aria-label", `Tema ${dicho[tema]}. Cambiar`);
    boton.title = `Tema ${dicho[tema]}`;
  };
  boton.addEventListener("click", () => {
    raiz.dataset.tema = temas[(temas.indexOf(raiz.dataset.tema || "auto") + 1) % temas.length];
    try {
      localStorage.setItem("minigrad-tema", raiz.dataset.tema);
    } catch {
      // sin memoria, vale para esta página
    }
    mostrar();
  });
  boton.hidden = false;
  mostrar();

  // --- copiar ---
  const copiar = async (boton, pre) => {
    try {
      await navigator.clipboard.writeText(pre.innerText.replace(/\u200b/g, ""));
      boton.textContent = "Copiado";
    } catch {
      boton.textContent = "No se pudo: selecciónalo";
    }
    setTimeout(() => (boton.textContent = "Copiar"), 2000);
  };
  const ponerBoton = (pre) => {
    const boton = document.createElement("button");
    boton.type = "button";
    boton.className = "copiar";
    boton.textContent = "Copiar";
    boton.addEventListener("click", () => copiar(boton, pre));
    pre.parentElement.append(boton);
  };
  // de a pocos y cuando no hay nada que hacer: una lección tiene cien celdas
  const pres = [...document.querySelectorAll("div.cell_input pre, div[class*=highlight-python] pre")];
  const enRatos = window.requestIdleCallback || ((f) => setTimeout(f, 50));
  const ponerAlgunos = () => {
    pres.splice(0, 8).forEach(ponerBoton);
    if (pres.length) enRatos(ponerAlgunos);
  };
  if (navigator.clipboard) enRatos(ponerAlgunos);

  // --- lo que no cabe se desplaza en su caja, también con el teclado ---
  const cajas = document.querySelectorAll(".caja, article pre");
  const revisar = (caja) => {
    const sobra = caja.scrollWidth > caja.clientWidth + 1;
    if (sobra) caja.tabIndex = 0;
    else caja.removeAttribute("tabindex");
  };
  if (window.ResizeObserver) {
    const vigia = new ResizeObserver((cambios) => cambios.forEach((c) => revisar(c.target)));
    cajas.forEach((caja) => vigia.observe(caja));
  }

  // --- el índice de la página, a la vista donde cabe ---
  const indice = document.querySelector(".en-la-pagina details");
  const ancho = matchMedia("(min-width: 80rem)");
  const abrir = () => indice && (indice.open = ancho.matches);
  ancho.addEventListener("change", abrir);
  abrir();

  // --- en el menú, la página de ahora queda a la vista ---
  const menu = document.getElementById("paginas");
  const actual = menu.querySelector("a.current");
  const asomar = () => actual && (menu.scrollTop = actual.offsetTop - menu.clientHeight / 2);
  menu.addEventListener("toggle", asomar);
  // en un teléfono está cerrado, y medirlo obligaría a acomodar antes la página entera
  if (matchMedia("(min-width: 64rem)").matches) requestAnimationFrame(asomar);

  // --- en papel no hay nada que abrir ---
  addEventListener("beforeprint", () => {
    for (const plegado of document.querySelectorAll("article details")) plegado.open = true;
  });
}
