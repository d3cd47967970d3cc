/* window.site.paperEdges(pixels): where a sheet of paper lies on a photo ({width, height, data} as a
   canvas gives them): its corners as [[x, y] × 4], clockwise from the top left, between 0 and 1.
   null where no sheet stands out. Paper is the largest bright area; its sides are fitted as lines. */
(function () {
  "use strict";
  var site = (window.site = window.site || {});
  var SMALLEST = 0.15, FILLED = 0.82, NEAR = 0.03;
  /* So much is left out along the sides: no line of the table on the page. */
  var INSET = 0.006;

  function greyOf(pixels) {
    var grey = new Uint8Array(pixels.width * pixels.height), data = pixels.data;
    for (var at = 0, from = 0; at < grey.length; at += 1, from += 4) {
      grey[at] = (data[from] * 77 + data[from + 1] * 151 + data[from + 2] * 28) >> 8;
    }
    return grey;
  }

  /* Writing vanishes: each point becomes the mean of the square around it. */
  function blurred(grey, width, height, reach) {
    var sums = new Float64Array((width + 1) * (height + 1)), soft = new Uint8Array(grey.length);
    for (var y = 0; y < height; y += 1) {
      for (var x = 0, row = 0; x < width; x += 1) {
        row += grey[y * width + x];
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
      }
    }
    for (y = 0; y < height; y += 1) {
      var top = Math.max(0, y - reach), bottom = Math.min(height, y + reach + 1);
      for (x = 0; x < width; x += 1) {
        var left = Math.max(0, x - reach), right = Math.min(width, x + reach + 1);
        var sum = sums[bottom * (width + 1) + right] - sums[top * (width + 1) + right] -
          sums[bottom * (width + 1) + left] + sums[top * (width + 1) + left];
        soft[y * width + x] = sum / ((bottom - top) * (right - left));
      }
    }
    return soft;
  }

  /* The grey that parts dark from bright best (Otsu). */
  function parting(grey) {
    var counts = new Float64Array(256), total = grey.length, sum = 0;
    for (var at = 0; at < total; at += 1) counts[grey[at]] += 1;
    for (at = 0; at < 256; at += 1) sum += at * counts[at];
    var below = 0, sumBelow = 0, best = -1, found = 127;
    for (at = 0; at < 255; at += 1) {
      below += counts[at];
      sumBelow += at * counts[at];
      if (!below || below === total) continue;
      var apart = sumBelow / below - (sum - sumBelow) / (total - below);
      var worth = below * (total - below) * apart * apart;
      if (worth > best) {
        best = worth;
        found = at;
      }
    }
    return found;
  }

  /* The points of the largest bright area that hangs together. */
  function brightest(grey, width, height) {
    var least = parting(grey), seen = new Uint8Array(grey.length), largest = [];
    for (var start = 0; start < grey.length; start += 1) {
      if (seen[start] || grey[start] <= least) continue;
      var area = [start];
      seen[start] = 1;
      for (var next = 0; next < area.length; next += 1) {
        var at = area[next], x = at % width;
        var beside = [at - width, at + width, x ? at - 1 : -1, x + 1 < width ? at + 1 : -1];
        for (var other of beside) {
          if (other < 0 || other >= grey.length || seen[other] || grey[other] <= least) continue;
          seen[other] = 1;
          area.push(other);
        }
      }
      if (area.length > largest.length) largest = area;
    }
    return largest;
  }

  /* How the light falls over an area, as a plane: [bright, more to the right, more below]. */
  function lightOn(area, grey, width) {
    var sums = [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]];
    area.forEach(function (at) {
      var x = at % width, point = [1, x, (at - x) / width, grey[at]];
      for (var row = 0; row < 3; row += 1) {
        for (var column = 0; column < 4; column += 1) sums[row][column] += point[row] * point[column];
      }
    });
    for (var at = 0; at < 3; at += 1) {
      for (var row = 0; row < 3; row += 1) {
        if (row === at) continue;
        var share = sums[row][at] / sums[at][at];
        for (var column = 0; column < 4; column += 1) sums[row][column] -= share * sums[at][column];
      }
    }
    return sums.map(function (row, at) { return row[3] / row[at]; });
  }

  /* The same picture as if the light of the area fell evenly on all of it. */
  function evenly(grey, light, width) {
    return grey.map(function (own, at) {
      var x = at % width, y = (at - x) / width;
      return Math.min(255, (own / Math.max(24, light[0] + light[1] * x + light[2] * y)) * 180);
    });
  }

  /* The sheet, also where one end of it lies in the shade. */
  function sheetIn(grey, width, height) {
    var area = brightest(grey, width, height);
    for (var time = 0; time < 3 && area.length > 8; time += 1) {
      area = brightest(evenly(grey, lightOn(area, grey, width), width), width, height);
    }
    return area;
  }

  /* The outermost points of an area, row by row and column by column. */
  function rimOf(area, width, height) {
    var rows = [], columns = [], rim = [];
    area.forEach(function (at) {
      var x = at % width, y = (at - x) / width;
      var row = (rows[y] = rows[y] || [x, x]), column = (columns[x] = columns[x] || [y, y]);
      row[0] = Math.min(row[0], x);
      row[1] = Math.max(row[1], x);
      column[0] = Math.min(column[0], y);
      column[1] = Math.max(column[1], y);
    });
    rows.forEach(function (row, y) { rim.push([row[0], y], [row[1], y]); });
    columns.forEach(function (column, x) { rim.push([x, column[0]], [x, column[1]]); });
    return rim;
  }

  function extreme(rim, worth) {
    return rim.reduce(function (best, point) { return worth(point) > worth(best) ? point : best; });
  }

  function roughCorners(rim) {
    return [
      extreme(rim, function (p) { return -p[0] - p[1]; }), extreme(rim, function (p) { return p[0] - p[1]; }),
      extreme(rim, function (p) { return p[0] + p[1]; }), extreme(rim, function (p) { return p[1] - p[0]; })
    ];
  }

  /* The line through the points of the rim beside a side: {point, way}. */
  function sideOf(rim, from, to, near) {
    var way = [to[0] - from[0], to[1] - from[1]], length = Math.hypot(way[0], way[1]) || 1;
    way = [way[0] / length, way[1] / length];
    var beside = rim.filter(function (point) {
      var x = point[0] - from[0], y = point[1] - from[1];
      var along = x * way[0] + y * way[1];
      return along > length * 0.08 && along < length * 0.92 && Math.abs(y * way[0] - x * way[1]) < near;
    });
    if (beside.length < 8) return { point: from, way: way };
    var mean = [0, 0], xx = 0, xy = 0, yy = 0;
    beside.forEach(function (point) {
      mean[0] += point[0] / beside.length;
      mean[1] += point[1] / beside.length;
    });
    beside.forEach(function (point) {
      var x = point[0] - mean[0], y = point[1] - mean[1];
      xx += x * x;
      xy += x * y;
      yy += y * y;
    });
    var angle = Math.atan2(2 * xy, xx - yy) / 2;
    return { point: mean, way: [Math.cos(angle), Math.sin(angle)] };
  }

  function meeting(one, other) {
    var across = one.way[0] * other.way[1] - one.way[1] * other.way[0];
    if (Math.abs(across) < 0.2) return null;
    var x = other.point[0] - one.point[0], y = other.point[1] - one.point[1];
    var along = (x * other.way[1] - y * other.way[0]) / across;
    return [one.point[0] + along * one.way[0], one.point[1] + along * one.way[1]];
  }

  function areaOf(corners) {
    return Math.abs(corners.reduce(function (sum, corner, at) {
      var next = corners[(at + 1) % corners.length];
      return sum + corner[0] * next[1] - next[0] * corner[1];
    }, 0)) / 2;
  }

  site.paperEdges = function (pixels) {
    var width = pixels.width, height = pixels.height;
    var soft = blurred(greyOf(pixels), width, height, Math.max(1, Math.round(width / 150)));
    var area = sheetIn(soft, width, height);
    if (area.length < SMALLEST * width * height) return null;
    var rim = rimOf(area, width, height), rough = roughCorners(rim);
    var near = NEAR * Math.max(width, height);
    var sides = rough.map(function (corner, at) { return sideOf(rim, corner, rough[(at + 1) % 4], near); });
    var corners = rough.map(function (corner, at) {
      var met = meeting(sides[(at + 3) % 4], sides[at]);
      return met && Math.hypot(met[0] - corner[0], met[1] - corner[1]) < 3 * near ? met : corner;
    });
    var covered = areaOf(corners);
    if (covered < SMALLEST * width * height || area.length < FILLED * covered) return null;
    var middle = corners.reduce(function (sum, corner) {
      return [sum[0] + corner[0] / 4, sum[1] + corner[1] / 4];
    }, [0, 0]);
    return corners.map(function (corner) {
      corner = [0, 1].map(function (axis) { return corner[axis] + (middle[axis] - corner[axis]) * 2 * INSET; });
      return [Math.min(1, Math.max(0, corner[0] / (width - 1))), Math.min(1, Math.max(0, corner[1] / (height - 1)))];
    });
  };
})();
