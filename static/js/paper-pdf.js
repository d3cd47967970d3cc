/* window.site.paperPdf(pages): a PDF of JPEG pages ({blob, width, height}), each as large as it fits
   on A4. A Blob; the JPEGs lie in it as they are. */
(function () {
  "use strict";
  var site = (window.site = window.site || {});
  var SHORT = 595.28, LONG = 841.89;

  /* Width and height of a page in points. */
  function sizeOf(page) {
    var isWide = page.width > page.height;
    var scale = Math.min((isWide ? LONG : SHORT) / page.width, (isWide ? SHORT : LONG) / page.height);
    return [page.width * scale, page.height * scale].map(function (side) { return side.toFixed(2); });
  }

  site.paperPdf = function (pages) {
    var parts = [], at = 0, places = [];

    function write(part) {
      parts.push(part);
      at += part.size || part.length;
    }

    function begin() {
      places.push(at);
      write(places.length + " 0 obj\n");
    }

    function stream(told, content) {
      begin();
      write("<< " + told + " /Length " + (content.size || content.length) + " >>\nstream\n");
      write(content);
      write("\nendstream\nendobj\n");
    }

    /* Objects 1 and 2 are the catalogue and the list of pages; each page has three of its own. */
    write("%PDF-1.4\n");
    begin();
    write("<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
    begin();
    var kids = pages.map(function (page, order) { return 3 + order * 3 + " 0 R"; }).join(" ");
    write("<< /Type /Pages /Count " + pages.length + " /Kids [" + kids + "] >>\nendobj\n");
    pages.forEach(function (page) {
      var own = places.length + 1, size = sizeOf(page);
      begin();
      write("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + size.join(" ") + "] /Contents " + (own + 1) +
        " 0 R /Resources << /XObject << /Page " + (own + 2) + " 0 R >> >> >>\nendobj\n");
      stream("", "q " + size[0] + " 0 0 " + size[1] + " 0 0 cm /Page Do Q");
      stream("/Type /XObject /Subtype /Image /Width " + page.width + " /Height " + page.height +
        " /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", page.blob);
    });
    var table = at;
    write("xref\n0 " + (places.length + 1) + "\n0000000000 65535 f \n");
    places.forEach(function (place) { write(("0000000000" + place).slice(-10) + " 00000 n \n"); });
    write("trailer\n<< /Size " + (places.length + 1) + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n");
    return new Blob(parts, { type: "application/pdf" });
  };
})();
