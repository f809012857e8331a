// Lets this browser show notices, once its owner wants that.

const button = /** @type {HTMLButtonElement | null} */ (document.getElementById("push-here"));
const possible = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** @param {string} id @param {boolean} shown */
const show = (id, shown) => document.getElementById(id)?.toggleAttribute("hidden", !shown);

function look() {
  const blocked = possible && Notification.permission === "denied";
  show("push-impossible", !possible);
  show("push-blocked", blocked);
  show("push-here", possible && !blocked);
}

/** The browser's own address for notices; made anew when it belongs to another key. @param {PushManager} manager @param {string} key */
async function subscribe(manager, key) {
  const wish = {userVisibleOnly: true, applicationServerKey: key};
  try {
    return await manager.subscribe(wish);
  } catch (error) {
    const old = await manager.getSubscription();
    if (!old) throw error;
    await old.unsubscribe();
    return manager.subscribe(wish);
  }
}

/** @param {HTMLButtonElement} wanted */
async function join(wanted) {
  if ((await Notification.requestPermission()) !== "granted") return look();
  const {pushManager} = await navigator.serviceWorker.ready;
  const {endpoint, keys} = (await subscribe(pushManager, wanted.dataset.key ?? "")).toJSON();
  const headers = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}");
  const body = new URLSearchParams({endpoint: endpoint ?? "", ...keys});
  const answer = await fetch(wanted.dataset.url ?? "", {method: "POST", headers, body});
  if (!answer.ok) throw new Error(answer.statusText);
  location.reload();
}

button?.addEventListener("click", () => {
  const failed = document.getElementById("push-failed");
  failed?.replaceChildren();
  join(button).catch(() => failed?.replaceChildren(failed.dataset.words ?? ""));
});
look();
