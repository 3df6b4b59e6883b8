// Lo que se busca, en español: sin tildes, como se guardó al construir, y los avisos traducidos.
"use strict";
{
  const Raiz = window.Stemmer;
  const plana = (texto) =>
    texto.toLowerCase().replace(/[áéíóúü]/g, (letra) => "aeiouu"["áéíóúü".indexOf(letra)]);
  window.Stemmer = class {
    constructor() {
      this.raiz = new Raiz();
    }
    stemWord(palabra) {
      return plana(this.raiz.stemWord(plana(palabra)));
    }
  };
  const dichos = {
    Searching: "Buscando",
    "Preparing search...": "Preparando la búsqueda…",
    "Search Results": "Resultados",
    "Hide Search Matches": "Quitar las marcas de la búsqueda",
    ", in ": ", en ",
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "Ninguna página tiene todas esas palabras. Prueba con menos, o con otra forma de decirlo.",
    "Search finished, found one page matching the search query.": [
      "Una página tiene lo que buscas:",
      "${resultCount} páginas tienen lo que buscas:",
    ],
  };
  Documentation.addTranslations({ locale: "es", messages: dichos, plural_expr: "n == 1 ? 0 : 1" });

  // una fórmula está dos veces en la página, para los ojos y para quien oye: aquí basta una
  const enTexto = Search.htmlToText;
  const repetida = /<span class="katex-mathml">.*?<\/math><\/span>/gs;
  Search.htmlToText = (html, ancla) => enTexto(html.replace(repetida, ""), ancla);
  // una página abierta desde el disco no puede leer las demás: los resultados van sin su párrafo
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

  const pedido = new URLSearchParams(location.search).get("q") || "";
  for (const campo of document.querySelectorAll("input[name=q]")) campo.value = pedido;
}
