/* window.site.paperFlat(photo, corners, isPlain): the sheet between the corners as a flat page: a
   canvas. Unless it is to stay plain, the paper becomes white and the writing dark, whatever light
   fell on it; red stamps stay red. window.site.paperJpeg(canvas): a JPEG of at most 300 kB. */
(function () {
  "use strict";
  var site = (window.site = window.site || {});
  var LONGEST = 2000, CELL = 24, A4 = Math.SQRT2;
  var DARK = 0.12, WHITE = 0.87;
  var MOST = 290 * 1024, QUALITIES = [0.75, 0.65, 0.55, 0.45, 0.35];

  function length(from, to) { return Math.hypot(to[0] - from[0], to[1] - from[1]); }

  /* How large the page becomes: as long as its sides, an A4 sheet where it is nearly one. */
  site.paperSize = function (corners, width, height) {
    var at = corners.map(function (corner) { return [corner[0] * width, corner[1] * height]; });
    var across = Math.max(length(at[0], at[1]), length(at[3], at[2]));
    var down = Math.max(length(at[0], at[3]), length(at[1], at[2]));
    var ratio = down / across;
    if (ratio > A4 / 1.12 && ratio < A4 * 1.12) down = across * A4;
    else if (ratio > 1 / A4 / 1.12 && ratio < (1 / A4) * 1.12) across = down * A4;
    var scale = Math.min(1, LONGEST / Math.max(across, down));
    return [Math.max(1, Math.round(across * scale)), Math.max(1, Math.round(down * scale))];
  };

  /* Numbers that take a point of the page (0 to 1) to the point of the photo (perspective). */
  site.paperView = function (c) {
    var dx = c[0][0] - c[1][0] + c[2][0] - c[3][0], dy = c[0][1] - c[1][1] + c[2][1] - c[3][1];
    var ax = c[1][0] - c[2][0], ay = c[1][1] - c[2][1], bx = c[3][0] - c[2][0], by = c[3][1] - c[2][1];
    var whole = ax * by - bx * ay;
    var g = whole ? (dx * by - bx * dy) / whole : 0, h = whole ? (ax * dy - dx * ay) / whole : 0;
    return [
      c[1][0] - c[0][0] + g * c[1][0], c[3][0] - c[0][0] + h * c[3][0], c[0][0],
      c[1][1] - c[0][1] + g * c[1][1], c[3][1] - c[0][1] + h * c[3][1], c[0][1], g, h
    ];
  };

  /* Each point of the page from the four points around its place on the photo. */
  function straightened(source, corners, page) {
    var view = site.paperView(corners), from = source.data, to = page.data;
    var width = source.width, lastX = width - 1.001, lastY = source.height - 1.001, at = 0;
    for (var row = 0; row < page.height; row += 1) {
      var v = (row + 0.5) / page.height;
      for (var column = 0; column < page.width; column += 1, at += 4) {
        var u = (column + 0.5) / page.width, w = view[6] * u + view[7] * v + 1;
        var x = ((view[0] * u + view[1] * v + view[2]) / w) * lastX, y = ((view[3] * u + view[4] * v + view[5]) / w) * lastY;
        x = x < 0 ? 0 : x > lastX ? lastX : x;
        y = y < 0 ? 0 : y > lastY ? lastY : y;
        var left = x | 0, top = y | 0, fx = x - left, fy = y - top;
        var one = (top * width + left) * 4, below = one + width * 4;
        for (var channel = 0; channel < 3; channel += 1) {
          var upper = from[one + channel] + (from[one + 4 + channel] - from[one + channel]) * fx;
          var lower = from[below + channel] + (from[below + 4 + channel] - from[below + channel]) * fx;
          to[at + channel] = upper + (lower - upper) * fy;
        }
        to[at + 3] = 255;
      }
    }
  }

  /* How bright the paper is in each cell, by channel: what three of four points are darker than. */
  function paperIn(page, across, down, channel) {
    var light = new Float32Array(across * down), counts = new Uint16Array(256);
    for (var row = 0; row < down; row += 1) {
      for (var column = 0; column < across; column += 1) {
        counts.fill(0);
        var bottom = Math.min(page.height, (row + 1) * CELL), right = Math.min(page.width, (column + 1) * CELL), all = 0;
        for (var y = row * CELL; y < bottom; y += 1) {
          for (var x = column * CELL; x < right; x += 1, all += 1) counts[page.data[(y * page.width + x) * 4 + channel]] += 1;
        }
        var left = all / 4, value = 255;
        while (value > 1 && (left -= counts[value]) > 0) value -= 1;
        light[row * across + column] = value;
      }
    }
    return light;
  }

  /* A cell full of ink takes its paper from its neighbours; then all are evened out. */
  function evened(light, across, down, pick) {
    return light.map(function (own, at) {
      var x = at % across, y = (at - x) / across, around = [];
      for (var dy = -2; dy <= 2; dy += 1) {
        for (var dx = -2; dx <= 2; dx += 1) {
          if (x + dx >= 0 && x + dx < across && y + dy >= 0 && y + dy < down) around.push(light[at + dy * across + dx]);
        }
      }
      return pick(around);
    });
  }

  function largest(values) { return Math.max.apply(null, values); }
  function mean(values) { return values.reduce(function (sum, one) { return sum + one; }, 0) / values.length; }

  function clear(page) {
    var across = Math.ceil(page.width / CELL), down = Math.ceil(page.height / CELL);
    for (var channel = 0; channel < 3; channel += 1) {
      var light = evened(evened(paperIn(page, across, down, channel), across, down, largest), across, down, mean);
      for (var y = 0, at = channel; y < page.height; y += 1) {
        var row = Math.min(down - 1, Math.max(0, y / CELL - 0.5)), top = row | 0, below = Math.min(down - 1, top + 1), fy = row - top;
        for (var x = 0; x < page.width; x += 1, at += 4) {
          var column = Math.min(across - 1, Math.max(0, x / CELL - 0.5)), left = column | 0, right = Math.min(across - 1, left + 1), fx = column - left;
          var upper = light[top * across + left] * (1 - fx) + light[top * across + right] * fx;
          var lower = light[below * across + left] * (1 - fx) + light[below * across + right] * fx;
          var share = page.data[at] / (upper * (1 - fy) + lower * fy);
          page.data[at] = ((share - DARK) / (WHITE - DARK)) * 255;
        }
      }
    }
  }

  function canvasOf(width, height) {
    var canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    return canvas;
  }

  site.paperFlat = function (photo, corners, isPlain) {
    var size = site.paperSize(corners, photo.width, photo.height);
    var canvas = canvasOf(size[0], size[1]), context = canvas.getContext("2d");
    var page = context.createImageData(size[0], size[1]);
    straightened(photo.getContext("2d").getImageData(0, 0, photo.width, photo.height), corners, page);
    if (!isPlain) clear(page);
    context.putImageData(page, 0, 0);
    return canvas;
  };

  function jpeg(canvas, quality) {
    return new Promise(function (done) { canvas.toBlob(done, "image/jpeg", quality); });
  }

  site.paperJpeg = async function (canvas) {
    for (var quality of QUALITIES) {
      var blob = await jpeg(canvas, quality);
      if (blob.size <= MOST) return { blob: blob, width: canvas.width, height: canvas.height };
    }
    var smaller = canvasOf(Math.round(canvas.width * 0.8), Math.round(canvas.height * 0.8));
    smaller.getContext("2d").drawImage(canvas, 0, 0, smaller.width, smaller.height);
    return site.paperJpeg(smaller);
  };
})();
