// Lo que abre una clase sellada: scrypt y AES, de las librerías noble. Junto en un archivo, va en la
// rueda del taller, y lo llama minigrad/navegador/cripto.py.

export { cbc } from "@noble/ciphers/aes.js";
export { scrypt } from "@noble/hashes/scrypt.js";
