// Passkeys, and forms that are sent once however often their button is pressed.

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

function read(options) { // base64url texts of the server → bytes, as the browser wants them
  const key = { ...options.publicKey, challenge: toBytes(options.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: toBytes(key.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (key[list]) key[list] = key[list].map((one) => ({ ...one, id: toBytes(one.id) }));
  }
  return key;
}

function written(credential) { // the device's answer → what the server reads
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id, rawId: toText(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function options(form) {
  const { options: place } = form.dataset;
  if (place.startsWith("#")) return JSON.parse(document.querySelector(place).textContent);
  const answer = await fetch(place, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new TypeError(answer.status);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const key = read(await options(form));
  if (form.dataset.passkey === "get") return navigator.credentials.get({ publicKey: key });
  const alone = form.elements.passwordless.checked; // opens the account without a password
  key.authenticatorSelection = {
    ...key.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged", requireResidentKey: alone,
    ...(alone && { userVerification: "required" }),
  };
  return navigator.credentials.create({ publicKey: key });
}

function reasonOf(problem, texts) {
  if (problem.name === "InvalidStateError") return texts.known;
  if (problem.name === "SecurityError") return texts.place;
  return problem instanceof TypeError ? texts.offline : texts.cancelled;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[data-passkey-button]");
  const missing = form.querySelector("[data-passkey-missing]");
  const error = form.querySelector("[data-passkey-error]");
  if (!button || !window.PublicKeyCredential) continue; // no button: the page was opened by an address in numbers
  button.hidden = false;
  missing.hidden = true;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    error.hidden = true;
    button.setAttribute("aria-disabled", "true");
    try {
      form.elements.credential.value = JSON.stringify(written(await ask(form)));
      form.submit();
    } catch (problem) {
      error.textContent = reasonOf(problem, error.dataset);
      error.hidden = false;
      button.removeAttribute("aria-disabled");
    }
  });
}

for (const form of document.querySelectorAll("form[data-once]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; }); // also when coming back with the browser's button
}
