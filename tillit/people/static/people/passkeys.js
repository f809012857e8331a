// Starts what the page asks of passkeys, and says it when the browser has given none.

for (const wish of document.querySelectorAll("script[data-passkeys]")) {
  const forms = /** @type {any} */ (window).allauth.webauthn.forms;
  forms[wish.getAttribute("data-passkeys") ?? ""](JSON.parse(wish.textContent ?? ""));
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const words of document.querySelectorAll(".passkey-trouble")) words.toggleAttribute("hidden", false);
});
