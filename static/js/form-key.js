/* <form data-keep-key>: each send makes something new, so the form keeps its key through Back and
   reload and what was saved once is not saved twice: the page's entry in the browser's history
   remembers the key, and the server knows it. */
(function () {
  "use strict";
  function keys() {
    return document.querySelectorAll("main form[data-keep-key] input[name=form_key]");
  }

  function remember() {
    var held = Array.prototype.map.call(keys(), function (input) { return input.value; });
    var state = Object.assign({}, window.history.state, { formKeys: held });
    window.history.replaceState(state, "");
  }

  var held = window.history.state && window.history.state.formKeys;
  if (held && held.length === keys().length) {
    keys().forEach(function (input, place) { input.value = held[place]; });
  } else if (keys().length) remember();
  document.addEventListener("site:shown", remember);
})();
