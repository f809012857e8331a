// Offers to install Tillit where the browser can; elsewhere the words on the page say how.

/** @typedef {Event & {prompt: () => Promise<{outcome: string}>}} Offer */

const button = document.getElementById("install");
const done = document.getElementById("installed");
/** @type {Offer | null} */
let offer = null;

/** The app is on this device. */
function installed() {
  button?.setAttribute("hidden", "");
  document.getElementById("install-hints")?.setAttribute("hidden", "");
  done?.removeAttribute("hidden");
}

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = /** @type {Offer} */ (event);
  button?.removeAttribute("hidden");
});
addEventListener("appinstalled", installed);

button?.addEventListener("click", async () => {
  if ((await offer?.prompt())?.outcome === "accepted") installed();
  offer = null;
});

if (matchMedia("(display-mode: standalone)").matches) installed();
