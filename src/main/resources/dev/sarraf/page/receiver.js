// Shows webhooks as they arrive. The page works without it: it is loaded again then.
(() => {
  "use strict";

  const load = (address, type, read) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("GET", address);
      request.responseType = type;
      request.timeout = 15000;
      request.onloadend = () => resolve(request.status === 200 ? read(request.response) : null);
      request.send();
    });

  const current = () => document.getElementById("arrivals");

  // What the reader has unfolded stays so: the latest come first, so it is counted from the end.
  const takeOver = (fresh) => {
    const before = [...current().querySelectorAll("details")].reverse();
    const after = [...fresh.querySelectorAll("details")].reverse();
    const dropped = Number(fresh.dataset.count) - after.length - (Number(current().dataset.count) - before.length);
    before.forEach((details, place) => {
      const same = after[place - dropped];
      if (same) same.open = details.open;
    });
    current().dataset.count = fresh.dataset.count;
    current().querySelector(".total").textContent = fresh.querySelector(".total").textContent;
    current().querySelector("ol").replaceWith(document.adoptNode(fresh.querySelector("ol")));
  };

  const look = async () => {
    if (!document.hidden) {
      const status = await load(current().dataset.status, "json", (json) => json);
      if (status && status.count !== Number(current().dataset.count)) {
        const fresh = await load(location.href, "document", (page) => page.getElementById("arrivals"));
        if (fresh) takeOver(fresh);
      }
    }
    setTimeout(look, 1000);
  };
  document.getElementById("again").hidden = true;
  look();
})();
