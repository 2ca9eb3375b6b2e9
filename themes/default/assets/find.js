// The key / leads to the search from every page: unless somebody is typing, or has turned it off on that page.
(() => {
  const typed = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

  const isOff = () => {
    try {
      return localStorage.getItem("throughline:search-key") === "off";
    } catch {
      return false;
    }
  };

  document.addEventListener("keydown", (event) => {
    const isPlain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isPlain || event.defaultPrevented || event.target.closest?.(typed) || isOff()) return;
    const field = document.getElementById("search-words");
    const link = document.querySelector("a.find");
    if (field?.checkVisibility()) {
      field.focus();
      field.select();
    } else if (link) {
      location.assign(link.href);
    } else {
      return;
    }
    event.preventDefault();
  });
})();
