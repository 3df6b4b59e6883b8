"""Las palabras con que se hacen las claves que se dicen en voz alta.

Son 512, así que cuatro al azar valen 36 bits: con scrypt, que tarda cerca de una décima de
segundo por clave, probarlas todas cuesta más de un siglo de una máquina corriente. Ninguna lleva
tilde ni eñe, y entre dos cualesquiera hay al menos dos sonidos de diferencia: al oído no se
confunden, ni quien duda entre «b» y «v» se equivoca de palabra.
"""

_TEXTO = """
abeja abrigo abuela aceite aceituna acero aguja alambre alba albahaca alcalde aldea alegre
alfombra almeja almendra almohada amapola amigo ancla anillo antena apio arado ardilla armario
arroyo arroz atleta avestruz baile ballena balsa bandera barrio batalla bebida bello bicicleta
bigote billete blanco blusa boca bodega bomba bombero bosque botella brazo brillo brisa broma
bronce buceo bufanda buitre burbuja burro butaca caballo cabra cacao cactus cadena caja calle
camello camino camisa campana campo canasta cangrejo canoa caracol carpa carpeta cartero casco
castillo cebolla cebra cedro ceja cemento ceniza cereza chaleco charco chicle chispa chocolate
cielo ciervo cigarra circo ciruela cisne ciudad clavel clavo cobija cobre cocina cocodrilo codo
cohete collar cometa conejo copa corbata cordero corona corral cosecha crema cristal cuaderno
cuadro cubo cuchara cuello cuerda cueva cuna dado danza delantal dentista desierto despacio
diamante diario dibujo diente dinero disco doctor domingo dorado dulce durazno eclipse edificio
elefante embudo enano encina enero enjambre ensalada erizo escalera escoba escudo escuela esfera
esmeralda espejo espiga esponja espuma esquina establo estanque estatua estrella estufa etiqueta
falda familia farol fiesta flamenco flauta flecha flor florero fogata folleto forja fortuna foto
frasco fresa frijol frontera fruta fuego fuente funda gafas galaxia galleta gallina ganso garaje
garza gato gaviota gigante girasol globo goma gorila gorra granizo granja grieta grulla grupo
guante guardia guiso guitarra gusano hacha hamaca harina helado helecho hermano hierro higo
hoguera hoja hongo hormiga horno hotel huella huerta hueso humo iglesia imprenta incendio
invierno isla jaguar jalea jarra jaula jefe jinete jirafa joya jueves jugo juguete julio junco
jungla kilo koala labio ladrillo lagarto laguna lana langosta largo laurel leche lechuga lectura
lengua lento letra libro licuado liebre linterna llanura llave lluvia loro lucero lunes maceta
madera madre mamut mango manta mantel manzana mapa marea marfil mariposa martes martillo mecha
medalla mejilla mercado metal miel milagro mimbre mina mirlo mochila molino momento moneda mono
morsa mosca mostaza motor mudanza mueble muelle mundo muralla musgo nabo naipe naranja nariz
nata neblina nervio nevada nido niebla nieto nieve noche nogal novela nube nuez nutria oasis
obrero oliva ombligo onda oreja orquesta oruga ostra paisaje palabra palacio paleta paloma
pantalla pantano pantera papel paraguas pared parque pasillo pasta patata patines payaso peine
pelota pepino perfume perla pescado piano piedra pierna pijama pila piloto pimienta pincel
pintura pirata piscina pizarra planeta plata pluma poeta pollo polvo pomelo poncho postre
pradera premio prisma profesor pueblo pulpo pulsera punto quinto racimo radio rampa raqueta rayo
refugio regalo regla reina reloj remo resorte roble robot rodilla rojo rombo rosa rostro rueda
ruido ruleta salto sandalia sapo sardina sauce selva semana semilla sendero sereno serpiente
silbato silencio silla sirena sombra sombrero suela suerte tabla taller tambor tapete tarde
tarjeta taxi teatro techo teclado tejado templo tenedor tesoro tiempo tienda tierra tigre tijera
tinta tiza toalla tobillo tocino tomate topo torero tormenta torneo torre tortuga trapo tren
trenza tribu trigo trineo trompeta tronco trucha trueno universo vainilla vapor vaquero vecino
vela velero venado ventana verano verbo verdura vestido viaje vidrio viento viernes vinagre
violeta visita vitrina vuelo yegua yema yogur yunque zafiro zanahoria zapato zorro
"""
PALABRAS = tuple(_TEXTO.split())
