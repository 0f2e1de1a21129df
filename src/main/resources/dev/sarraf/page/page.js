// Improves pages that work without it: sends the card form without leaving the page, follows a payment until its outcome
// is known, shows the issuer's page in a frame. It writes text only, never markup.
(() => {
  "use strict";

  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const after = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  // The next page takes the place of this one: going back never leads to a form that was sent.
  const go = (address) => {
    const target = new URL(address, location.href);
    if (target.protocol === "https:" || target.protocol === "http:") {
      location.replace(target.href);
    }
  };

  const getStatus = async (address) => {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), 15000);
    try {
      const answer = await fetch(address, {
        headers: { Accept: "application/json" },
        cache: "no-store",
        signal: limit.signal,
      });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  };

  // Asks about each second at first, then more seldom. `found` says whether there is more to wait for.
  const poll = async (address, found, first = 700) => {
    for (let pause = first; ; pause = Math.min(pause * 1.15, 5000)) {
      await after(pause);
      if (!found(await getStatus(address))) return;
    }
  };

  // Whether the answer to a form leads away from it: at once, or as soon as the status says where to.
  const leave = (answer) => {
    const found = (status) => {
      if (status && status.next) go(status.next);
      return !(status && status.next);
    };
    if (answer.next) go(answer.next);
    else if (answer.follow) poll(answer.follow, found, 200);
    return Boolean(answer.next || answer.follow);
  };

  // Whether a field belongs to a way to pay that is not the chosen one.
  const isOff = (input) => {
    const panel = input.closest(".by-method");
    const method = input.form && input.form.elements.namedItem("method");
    return Boolean(panel && method && method.value !== panel.dataset.method);
  };

  // What a customer reads while waiting, by how long it takes.
  const tellTime = (show, slow, long) => {
    const timers = [setTimeout(() => show(slow), 5000), setTimeout(() => show(long), 20000)];
    return () => timers.forEach(clearTimeout);
  };

  // ------------------------------------------------------------------------------------------ forms with one button

  // A lost answer is asked for again with the same body, which counts only once.
  const send = async (form, say) => {
    const body = new URLSearchParams(new FormData(form));
    for (const pause of [0, 1000, 2000, 4000, 8000]) {
      await after(pause);
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), 60000);
      try {
        const answer = await fetch(form.action, {
          method: "POST",
          headers: { Accept: "application/json" },
          body,
          signal: limit.signal,
        });
        if (answer.status < 500 || answer.status === 503) return await answer.json();
      } catch {
        say(form.dataset.textOffline);
      } finally {
        clearTimeout(timer);
      }
    }
    return { error: form.dataset.textLost };
  };

  // The button, what is said below it, and what went wrong, above it.
  const buttonOf = (form) => {
    const message = find(".message", form);
    const note = find(".note", form);
    const status = find("[role=status]", form);
    const words = note.textContent;
    const button = { busy: false };

    button.set = (on) => {
      button.busy = on;
      form.classList.toggle("busy", on);
      find(".pay", form).setAttribute("aria-disabled", String(on));
      note.textContent = words;
      status.textContent = on ? status.dataset.now : "";
      if (on) message.hidden = true;
    };

    button.say = (text) => {
      note.textContent = text;
      status.textContent = text;
    };

    button.fail = (text) => {
      find(".message-text", message).textContent = text;
      message.hidden = false;
      message.focus();
      message.scrollIntoView({ block: "nearest" });
    };

    // Without taking the focus from a field that is typed in.
    button.tell = (text) => {
      find(".message-text", message).textContent = text;
      find(".message-list", message).hidden = true;
      message.hidden = false;
    };

    // Puts what is so now in place of what stands here, and keeps what was typed.
    button.renew = (text) =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        // Where the whole page changes, it says itself that it has.
        const address = new URL(location.href);
        address.searchParams.set("notice", "order-changed");
        request.open("GET", address);
        request.responseType = "document";
        request.timeout = 20000;
        request.onloadend = () => {
          if (request.status) {
            takeOver(request.response, location.href, "");
            button.tell(text);
          }
          resolve();
        };
        request.send();
      });

    let lost = false;
    const notice = (offline) => {
      if (offline === lost) return;
      lost = offline;
      status.textContent = note.textContent = lost ? form.dataset.textOffline : form.dataset.textOnline;
    };

    // An open page notices that the session was completed in another tab, is over, or has changed, and that the connection
    // was lost. It does not ask while nobody looks at it.
    let looking = false;
    const look = async () => {
      if (button.busy || looking || document.hidden || !form.isConnected) return;
      looking = true;
      const answer = await getStatus(form.dataset.status);
      looking = false;
      if (button.busy || !form.isConnected) return;
      notice(!answer);
      if (answer && answer.next) go(answer.next);
      else if (answer && answer.message) await button.renew(answer.message);
    };
    const watch = async () => {
      for (let times = 0; form.isConnected; times++) {
        await after(times < 60 ? 5000 : 15000);
        await look();
      }
    };
    watch();
    document.addEventListener("visibilitychange", look);
    addEventListener("offline", () => button.busy || notice(true));
    addEventListener("online", look);
    if (!message.hidden) message.focus();
    return button;
  };

  const inputsOf = (form) =>
    all("input:not([type=hidden]):not([type=radio]), select", form).filter((input) => !isOff(input));

  // A form whose fields are checked: what is wrong stands below each, and in a list above all.
  const checkedForm = (form, wrong) => {
    const field = (name) => form.elements.namedItem(name);
    const list = find(".message-list", form);
    const button = buttonOf(form);

    const showFault = (name, text) => {
      const input = field(name);
      input.setAttribute("aria-invalid", text ? "true" : "false");
      input.closest(".field").classList.toggle("faulty", Boolean(text));
      find("#" + name + "-fault .fault-text").textContent = text;
    };

    const faultOf = (input) => {
      const empty = input.type === "checkbox" ? !input.checked : !input.value.trim();
      return (empty ? input.dataset.missing : wrong(input)) || "";
    };

    const showMessage = (text, faults) => {
      list.replaceChildren(
        ...Object.entries(faults).map(([name, fault]) => {
          const link = document.createElement("a");
          link.href = "#" + name;
          link.textContent = fault;
          const item = document.createElement("li");
          item.append(link);
          return item;
        }),
      );
      list.hidden = !list.children.length;
      button.fail(text);
    };

    const showFaults = (faults) => {
      for (const input of inputsOf(form)) showFault(input.name, faults[input.name] || "");
      showMessage(form.dataset.textHeading, faults);
    };

    // Shows what is missing, and says whether that is nothing.
    const check = () => {
      const faults = {};
      for (const input of inputsOf(form)) {
        const fault = faultOf(input);
        if (fault) faults[input.name] = fault;
      }
      if (Object.keys(faults).length) showFaults(faults);
      return !Object.keys(faults).length;
    };

    // What the server found wrong.
    const tell = (answer) => {
      if (answer.errors) showFaults(answer.errors);
      else showMessage(typeof answer.error === "string" ? answer.error : form.dataset.textLost, {});
    };

    form.addEventListener("input", (event) => {
      if (event.target.getAttribute("aria-invalid") === "true" && !faultOf(event.target)) {
        showFault(event.target.name, "");
      }
    });

    form.addEventListener("focusout", (event) => {
      const input = event.target;
      // An empty field is not a mistake before the button is pressed.
      if (input.matches("input:not([type=hidden]):not([type=checkbox])") && input.value.trim()) {
        const fault = faultOf(input);
        // What only the server can judge stays said until it is changed.
        if (fault || input.dataset.wrong) showFault(input.name, fault);
      }
    });

    list.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link) {
        event.preventDefault();
        find(link.hash).focus();
      }
    });

    return { button, field, check, tell };
  };

  const freeForm = (form) => {
    const { button, check, tell } = checkedForm(form, () => "");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.busy || !check()) return;
      button.set(true);
      const answer = await send(form, button.say);
      if (leave(answer)) return;
      button.set(false);
      tell(answer);
    });
  };

  // ------------------------------------------------------------------------------------------------ what is bought

  const asks = (page) => all("form.card [name], form.free [name]", page).map((input) => input.name + input.required).join();

  // A changed order comes as the page that shows it. Its summary takes the place of the one that stands here, and the
  // form to pay keeps what was typed into it. Another kind of page is gone to.
  const takeOver = (next, address, id, step) => {
    const column = next && find(".summary .column", next);
    if (!column || next.body.dataset.page !== document.body.dataset.page) {
      go(address);
      return;
    }
    // Where other things are asked, the whole page changes, and what was typed goes over into it.
    if (asks(next) !== asks(document)) {
      speak(next, address, ".message:not([hidden]), .pay");
      return;
    }
    const onButton = document.activeElement && document.activeElement.matches("button");
    const opened = find(".show-items").open;
    find(".summary .column").replaceWith(document.importNode(column, true));
    find(".show-items").open = opened;
    document.title = next.title;
    const early = find("main[data-status]");
    if (early) early.dataset.status = find("main[data-status]", next).dataset.status;
    const form = find("form.card, form.free");
    if (form) {
      form.dataset.status = find("form.card, form.free", next).dataset.status;
      const token = find("[name=form_token]", next);
      if (token) form.elements.namedItem("form_token").value = token.value;
      find(".pay-words", form).replaceChildren(
        ...[...find(".pay-words", next).childNodes].map((node) => document.importNode(node, true)),
      );
      find("[role=status]", form).textContent = find(".sum.total").textContent;
    }
    // Focus in a field would bring up the keyboard of a phone again.
    const field = document.getElementById(id);
    const buttonIn = (form) => find("[data-step=" + step + "]:enabled", form) || find("button:not(.unseen):enabled", form);
    const place = find(".summary [aria-invalid=true]") || (onButton && field && buttonIn(field.form)) || field;
    if (place) place.focus();
  };

  const wishes = () => {
    let busy = false;
    // A quantity that was typed needs no further button.
    document.addEventListener("change", (event) => {
      if (event.target.matches(".stepper input")) event.target.form.requestSubmit?.();
    });
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (!form.matches("form.wish")) return;
      event.preventDefault();
      if (busy || find("form.busy")) return;
      busy = true;
      const body = new URLSearchParams(new FormData(form));
      const pressed = event.submitter;
      if (pressed && pressed.name) body.set(pressed.name, pressed.value);
      const step = pressed && pressed.dataset.step;
      if (!form.contains(document.activeElement)) find("button", form).focus();
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.responseType = "document";
      request.timeout = 20000;
      request.onloadend = () => {
        busy = false;
        if (request.status) takeOver(request.response, request.responseURL, find("[id]", form).id, step);
        // The browser says itself what is wrong with the connection.
        else form.submit();
      };
      request.send(body);
    });
  };

  // ---------------------------------------------------------------------------------------------- the card form

  // Arabic and Persian keyboards type their own digits.
  const western = (text) =>
    text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
  const digitsOf = (text) => western(text).replace(/\D/g, "");

  const brandOf = (digits) => {
    if (/^5078(03|08)/.test(digits)) return "meeza";
    if (/^3[47]/.test(digits)) return "amex";
    if (/^4/.test(digits)) return "visa";
    if (/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/.test(digits)) return "mastercard";
    return "none";
  };

  const groupsOf = (digits) => {
    if (/^3[47]/.test(digits)) return [4, 6, 5];
    if (/^3[0689]/.test(digits) && digits.length <= 14) return [4, 6, 4];
    return [4, 4, 4, 4, 3];
  };

  const grouped = (digits) => {
    const parts = [];
    let at = 0;
    for (const size of groupsOf(digits)) {
      if (at < digits.length) parts.push(digits.slice(at, at + size));
      at += size;
    }
    return parts.join(" ");
  };

  // Browsers fill in 01/2039 where people type 01/39.
  const asExpiry = (typed, deleting) => {
    let digits = digitsOf(typed);
    if (/^\s*\d\s*[\/\-.]/.test(western(typed)) || /^[2-9]/.test(digits)) digits = "0" + digits;
    const century = digits.slice(2, 4) === "20";
    if (century && digits.length >= 6) digits = digits.slice(0, 2) + digits.slice(4, 6);
    digits = digits.slice(0, century && digits.length === 5 ? 5 : 4);
    if (digits.length > 2) return digits.slice(0, 2) + " / " + digits.slice(2);
    return digits.length === 2 && !deleting ? digits + " / " : digits;
  };

  // Rewrites a field as it is typed in, keeping the caret behind the same digit.
  const rewrite = (input, text) => {
    if (input.value === text) return;
    const caret = input.selectionStart ?? input.value.length;
    const atEnd = caret >= input.value.length;
    const before = digitsOf(input.value.slice(0, caret)).length;
    input.value = text;
    let place = text.length;
    if (!atEnd) {
      let seen = 0;
      for (place = 0; place < text.length && seen < before; place++) {
        if (/\d/.test(text[place])) seen++;
      }
    }
    if (document.activeElement === input) input.setSelectionRange(place, place);
  };

  const cardForm = (form) => {
    const note = find(".note", form);

    const wrong = (input) => {
      const value = input.value.trim();
      if (input.name === "number" && digitsOf(value).length < 12) return input.dataset.wrong;
      if (input.name === "expiry" && !/^(0[1-9]|1[0-2]) \/ \d\d$/.test(value)) return input.dataset.wrong;
      if (input.name === "cvc") {
        const four = form.dataset.brand === "amex";
        if (digitsOf(value).length < (four ? 4 : 3)) return four ? input.dataset.four : input.dataset.wrong;
      }
      return "";
    };

    const { button, field, check, tell } = checkedForm(form, wrong);

    const showBrand = () => {
      form.dataset.brand = brandOf(digitsOf(field("number").value));
    };

    const tidy = (input, deleting) => {
      if (input.name === "number") {
        rewrite(input, grouped(digitsOf(input.value).slice(0, 19)));
        showBrand();
      } else if (input.name === "expiry") {
        rewrite(input, asExpiry(input.value, deleting));
      } else if (input.name === "cvc") {
        rewrite(input, digitsOf(input.value).slice(0, 4));
      }
    };

    // Before the fault of a field is looked at again.
    form.addEventListener(
      "input",
      (event) => tidy(event.target, String(event.inputType).startsWith("delete")),
      true,
    );

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.busy || !check()) return;
      button.set(true);
      const stop = tellTime(button.say, note.dataset.slow, note.dataset.long);
      const answer = await send(form, button.say);
      stop();
      if (answer.changed) {
        button.set(false);
        await button.renew(answer.changed);
        return;
      }
      if (leave(answer)) return;
      button.set(false);
      if (answer.form_token) {
        field("form_token").value = answer.form_token;
        if (!answer.errors) field("cvc").value = "";
      }
      tell(answer);
    });

    // Facts that 3-D Secure asks of a browser.
    field("color_depth").value = screen.colorDepth;
    field("screen_height").value = screen.height;
    field("screen_width").value = screen.width;
    field("time_zone").value = new Date().getTimezoneOffset();

    for (const input of inputsOf(form)) tidy(input, true);
    showBrand();

    return { field, tidy };
  };

  const trialPanel = (panel, form) => {
    const fill = (name, text) => {
      if (!text) return;
      form.field(name).value = text;
      form.tidy(form.field(name), false);
      form.field(name).dispatchEvent(new Event("input", { bubbles: true }));
    };
    const fillEmpty = (name, text) => form.field(name).value || fill(name, text);
    // One press makes a whole card; what was chosen before stays, so that any goes with any.
    panel.addEventListener("click", (event) => {
      const row = event.target.closest(".trial-row");
      if (!row) return;
      const straight = find("[data-straight]", panel).dataset;
      fill("number", row.dataset.number);
      fillEmpty("number", straight.number);
      const amex = /^3[47]/.test(digitsOf(form.field("number").value));
      fill("expiry", row.dataset.expiry);
      fillEmpty("expiry", find("[data-expiry]", panel).dataset.expiry);
      fill("cvc", (amex && row.dataset.amex) || row.dataset.code);
      const right = find("[data-amex]", panel).dataset;
      fillEmpty("cvc", amex ? right.amex : right.code);
      fillEmpty("name", "Test Customer");
      find(".pay").focus();
    });
    document.addEventListener("click", (event) => {
      if (!event.target.closest("a.badge")) return;
      panel.open = true;
      find("summary", panel).focus();
    });
  };

  // ------------------------------------------------------------------------------------------- following a payment

  const waitPage = (main) => {
    const text = find(".progress", main);
    const words = text.textContent;
    let said = words;
    const say = (next) => {
      said = next;
      text.textContent = next;
    };
    tellTime(say, text.dataset.slow, text.dataset.long);
    poll(main.dataset.status, (answer) => {
      if (!answer) {
        text.textContent = text.dataset.offline;
        return true;
      }
      if (text.textContent !== said) text.textContent = said;
      if (answer.next) go(answer.next);
      return !answer.next;
    });
  };

  const challengePage = (main) => {
    const form = find(".challenge", main);
    const frame = find(".issuer", main);
    // A small screen has no room for a page within a page, so the customer goes to the issuer and comes back. Who came back
    // by the button of the browser is not sent away again: the button of the page does that.
    const [entry] = performance.getEntriesByType("navigation");
    if (matchMedia("(max-width: 499px)").matches) {
      if (entry && entry.type === "navigate") form.submit();
    } else {
      frame.hidden = false;
      form.hidden = true;
      form.target = frame.name;
      form.submit();
    }
    let ask = () => {};
    addEventListener("message", (event) => {
      if (event.origin === location.origin && event.source === frame.contentWindow && event.data === "returned") {
        frame.hidden = true;
        const text = find(".progress", main);
        text.classList.remove("unseen");
        text.textContent = text.dataset.back;
        ask();
      }
    });
    let gone = false;
    const found = (answer) => {
      if (!gone && answer && answer.next && answer.state !== "challenge") {
        gone = true;
        go(answer.next);
      }
      return !gone;
    };
    ask = async () => found(await getStatus(main.dataset.status));
    poll(main.dataset.status, found);
  };

  // A page on which nothing can be paid yet: shows what is so once something else is.
  const earlyPage = (main) => {
    let looking = false;
    const look = async () => {
      if (looking || document.hidden) return;
      looking = true;
      const answer = await getStatus(main.dataset.status);
      looking = false;
      if (answer && answer.next) go(answer.next);
      else if (answer && (answer.message || answer.state !== page)) location.reload();
    };
    const watch = async () => {
      for (let times = 0; ; times++) {
        await after(times < 60 ? 5000 : 15000);
        await look();
      }
    };
    watch();
    document.addEventListener("visibilitychange", look);
  };

  const returnedPage = () => {
    const repost = find(".repost");
    if (repost) {
      repost.submit();
    } else if (parent !== window) {
      parent.postMessage("returned", location.origin);
    } else {
      go(find("[data-returned]").href);
    }
  };

  // ------------------------------------------------------------------------------------------------- the language

  // Another page takes the place of this one, and what was typed goes over into it. It is kept nowhere in between.
  const speak = (next, address, place) => {
    const typed = all("input:not([type=hidden]), select").filter((input) => input.name && !input.closest("form.wish"));
    const opened = all("details").map((details) => details.open);
    const root = document.documentElement;
    root.lang = next.documentElement.lang;
    root.dir = next.documentElement.dir;
    document.title = next.title;
    document.body.replaceChildren(...[...next.body.childNodes].map((node) => document.importNode(node, true)));
    for (const old of typed) {
      const sameNamed = [...document.getElementsByName(old.name)];
      const input = sameNamed.find((other) => other.type !== "radio" || other.value === old.value);
      if (!input) continue;
      input.value = old.value;
      input.checked = old.checked;
    }
    all("details").forEach((details, index) => (details.open = opened[index] ?? details.open));
    history.replaceState(null, "", address);
    begin();
    find(place).focus();
  };

  const languages = () => {
    document.addEventListener("click", (event) => {
      const link = event.target.closest(".links a[hreflang]");
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (find("form.busy")) return;
      const request = new XMLHttpRequest();
      request.open("GET", link.href);
      request.responseType = "document";
      request.timeout = 15000;
      request.onloadend = () => {
        if (find("form.busy")) return;
        const next = request.response;
        if (next && next.body.dataset.page === document.body.dataset.page) speak(next, request.responseURL, ".links a[hreflang]");
        else location.assign(link.href);
      };
      request.send();
    });
  };

  // ------------------------------------------------------------------------------------------ local payment methods

  // A form without a card: what is asked for, and a button.
  const localForm = (form) => {
    const { button, field, check, tell } = checkedForm(form, () => "");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.busy || !check()) return;
      button.set(true);
      const answer = await send(form, button.say);
      if (leave(answer)) return;
      button.set(false);
      if (answer.form_token) field("form_token").value = answer.form_token;
      tell(answer);
    });
  };

  // The voucher, or what a provider waits for: follows how it stands and shows the next page once it is another.
  const awaitPage = (main) => {
    const text = find(".progress", main);
    const words = text.textContent;
    poll(main.dataset.status, (answer) => {
      text.textContent = answer ? words : text.dataset.offline;
      const moved = Boolean(answer && answer.next && answer.state !== main.dataset.state);
      if (moved) go(answer.next);
      return !moved;
    });
    const tools = find(".voucher-tools", main);
    if (!tools) return;
    tools.hidden = false;
    tools.addEventListener("click", async (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.print) {
        print();
      } else {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
        button.textContent = button.dataset.done;
      }
    });
  };

  const page = document.body.dataset.page;
  if (["form", "free", "choosing"].includes(page)) {
    wishes();
    languages();
  }
  const begin = () => {
    if (page === "form" && !find("#number")) {
      localForm(find("form.card"));
    } else if (page === "form") {
      const form = cardForm(find("form.card"));
      const panel = find("#trial");
      if (panel) trialPanel(panel, form);
    } else if (page === "free") {
      freeForm(find("form.free"));
    } else if (page === "wait") {
      waitPage(find("main"));
    } else if (page === "await") {
      awaitPage(find("main"));
    } else if (["choosing", "empty"].includes(page)) {
      earlyPage(find("main"));
    } else if (page === "challenge") {
      challengePage(find("main"));
    } else if (page === "returned") {
      returnedPage();
    } else if (page === "receipt") {
      const button = find(".print");
      button.hidden = false;
      button.addEventListener("click", () => print());
    } else if (page === "onward") {
      go(find("[data-onward=true]").href);
    }
  };
  begin();

  // A page that the browser kept may show what is long over.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
