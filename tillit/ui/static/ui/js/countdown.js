// The seconds until something leaves. They are counted from the server's answer, whatever the reader's clock says.
import {phrase} from "./clock.js";

class SendCountdown extends HTMLElement {
  static observedAttributes = ["data-seconds"];

  /** @type {number} when it leaves, on the clock of this page */
  #until = 0;

  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  attributeChangedCallback() {
    this.#until = performance.now() + Number(this.dataset.seconds) * 1000;
    this.#tick();
  }

  connectedCallback() {
    this.#timer = setInterval(() => this.#tick(), 250);
    this.#tick();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #tick() {
    const left = Math.ceil((this.#until - performance.now()) / 1000);
    this.textContent = left > 0 ? phrase(this.dataset.counting, {s: left}) : (this.dataset.over ?? "");
    const undo = this.closest("form")?.querySelector("button");
    if (undo) undo.hidden = left <= 0;
  }
}

customElements.define("send-countdown", SendCountdown);
