// Copies what a field holds, where the browser lets a page do that.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.getAttribute("data-copies") ?? "");
  if (!(field instanceof HTMLInputElement) || !navigator.clipboard) continue;
  button.toggleAttribute("hidden", false);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    const words = button.querySelector("span");
    if (words) words.textContent = button.getAttribute("data-copied");
  });
}
