/* window.site.shrink(file): a JPEG no longer than 2560 on its longest side, upright, without the
   place and the device it was taken with. Anything else, and a photo that the browser cannot
   read, comes back as it is. Resolves to a File. */
(function () {
  "use strict";
  var site = (window.site = window.site || {});
  var LONGEST = 2560, QUALITY = 0.85, HEAD = 256 * 1024;
  /* Two dots, lying on their side by their EXIF: does this browser turn photos itself? */
  var LYING = "data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAA" +
    "AAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////" +
    "wAALCAABAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z";
  var turning = null;

  function load(address) {
    return new Promise(function (done, failed) {
      var image = new Image();
      image.onload = function () { done(image); };
      image.onerror = failed;
      image.src = address;
    });
  }

  function turnsItself() {
    turning = turning || load(LYING).then(function (image) {
      return image.naturalWidth === 1;
    }, function () { return false; });
    return turning;
  }

  function orientationIn(view, start, end) {
    if (view.getUint32(start) !== 0x45786966) return 1;
    var tiff = start + 6;
    var isLittle = view.getUint16(tiff) === 0x4949;
    var place = tiff + view.getUint32(tiff + 4, isLittle);
    var entries = view.getUint16(place, isLittle);
    for (var n = 0; n < entries && place + 14 + n * 12 <= end; n += 1) {
      var entry = place + 2 + n * 12;
      if (view.getUint16(entry, isLittle) === 0x0112) return view.getUint16(entry + 8, isLittle);
    }
    return 1;
  }

  /* {orientation, told: [[start, end]]} of a JPEG's head: what tells about place and device
     (EXIF, XMP, IPTC, comments). null for what is no JPEG or has a longer head. */
  function headOf(buffer) {
    var view = new DataView(buffer), place = 2, head = { orientation: 1, told: [] };
    if (buffer.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
    while (place + 4 <= buffer.byteLength) {
      var mark = view.getUint16(place);
      if (mark === 0xffda) return head;
      var end = place + 2 + view.getUint16(place + 2);
      if (mark < 0xffc0 || end > buffer.byteLength) return null;
      if (mark === 0xffe1 || mark === 0xffed || mark === 0xfffe) head.told.push([place, end]);
      if (mark === 0xffe1 && head.orientation === 1) {
        head.orientation = orientationIn(view, place + 4, end);
      }
      place = end;
    }
    return null;
  }

  function named(parts, file) {
    return new File(parts, file.name, { type: "image/jpeg", lastModified: file.lastModified });
  }

  function without(file, told) {
    var parts = [], from = 0;
    told.forEach(function (piece) {
      parts.push(file.slice(from, piece[0]));
      from = piece[1];
    });
    parts.push(file.slice(from));
    return named(parts, file);
  }

  /* What turns a picture upright: a canvas' transform for each EXIF orientation. */
  function turn(context, orientation, width, height) {
    var turns = {
      2: [-1, 0, 0, 1, width, 0], 3: [-1, 0, 0, -1, width, height], 4: [1, 0, 0, -1, 0, height],
      5: [0, 1, 1, 0, 0, 0], 6: [0, 1, -1, 0, height, 0], 7: [0, -1, -1, 0, height, width],
      8: [0, -1, 1, 0, 0, width]
    };
    if (turns[orientation]) context.transform.apply(context, turns[orientation]);
  }

  function drawn(file, image, orientation) {
    var scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
    var width = Math.round(image.naturalWidth * scale), height = Math.round(image.naturalHeight * scale);
    var canvas = document.createElement("canvas");
    var context = canvas.getContext("2d");
    canvas.width = orientation > 4 ? height : width;
    canvas.height = orientation > 4 ? width : height;
    context.imageSmoothingQuality = "high";
    turn(context, orientation, width, height);
    context.drawImage(image, 0, 0, width, height);
    return new Promise(function (done) {
      canvas.toBlob(function (blob) { done(blob ? named([blob], file) : file); }, "image/jpeg", QUALITY);
    });
  }

  function shrink(file, head) {
    var address = URL.createObjectURL(file);
    return Promise.all([load(address), turnsItself()]).then(function (both) {
      var image = both[0], isSmall = Math.max(image.naturalWidth, image.naturalHeight) <= LONGEST;
      if (isSmall && !head.told.length) return file;
      if (isSmall && head.orientation <= 1) return without(file, head.told);
      return drawn(file, image, both[1] ? 1 : head.orientation);
    }).then(function (small) {
      URL.revokeObjectURL(address);
      return small;
    }, function () {
      URL.revokeObjectURL(address);
      return file;
    });
  }

  site.shrink = function (file) {
    return new Response(file.slice(0, HEAD)).arrayBuffer().then(function (buffer) {
      var head = headOf(buffer);
      return head ? shrink(file, head) : file;
    });
  };
})();
