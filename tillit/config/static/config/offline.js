// The page without a connection: asks again, now and then and when somebody wants it.

const again = document.getElementById("again");
const waiting = document.getElementById("waiting");

/** Goes on once the server answers. */
async function look() {
  try {
    const answer = await fetch("/alive/", {cache: "no-store"});
    if (answer.ok) location.reload();
  } catch {
    // It is still away.
  }
}

for (const part of [again, waiting]) part?.removeAttribute("hidden");
again?.addEventListener("click", () => location.reload());
addEventListener("online", look);
setInterval(look, 5000);
