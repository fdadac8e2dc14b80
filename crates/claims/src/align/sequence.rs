//! Which words of two texts answer to each other when both are read from left to right.

/// Positions in `0..a` and `0..b` of the best common subsequence, ascending in both (Hunt & Szymanski 1977, weighted).
/// `weight` is what it is worth that two positions answer to each other, 0 when they do not; each position of `b` passed
/// over between two that answer costs `gap`. Of equals, the one whose positions come first.
pub(crate) fn best_common(a: usize, b: usize, gap: i32, weight: impl Fn(usize, usize) -> i32) -> Vec<(usize, usize)> {
    let width = b + 1;
    // The best of what is left of both, by whether a pair has been found already; nothing more is never worse than 0.
    let mut tables = [vec![0_i32; (a + 1) * width], vec![0_i32; (a + 1) * width]];
    let answer = |tables: &[Vec<i32>; 2], x: usize, y: usize| match weight(x, y) {
        0 => i32::MIN,
        worth => worth + tables[1][(x + 1) * width + y + 1],
    };
    for x in (0..a).rev() {
        for y in (0..b).rev() {
            let both = answer(&tables, x, y);
            for (table, cost) in tables.iter_mut().zip([0, gap]) {
                let apart = table[(x + 1) * width + y].max(table[x * width + y + 1] - cost);
                table[x * width + y] = apart.max(both).max(0);
            }
        }
    }
    let (mut x, mut y) = (0, 0);
    let mut matched = Vec::new();
    while x < a && y < b {
        let table = &tables[usize::from(!matched.is_empty())];
        let here = table[x * width + y];
        if here == 0 {
            break;
        }
        if answer(&tables, x, y) == here {
            matched.push((x, y));
            x += 1;
            y += 1;
        } else if table[(x + 1) * width + y] == here {
            x += 1;
        } else {
            y += 1;
        }
    }
    matched
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, gap: i32) -> Vec<(usize, usize)> {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        best_common(a.len(), b.len(), gap, |x, y| i32::from(a[x] == b[y]) * if a[x] == b'X' { 5 } else { 2 })
    }

    #[test]
    fn order_is_kept() {
        assert_eq!(check("abc", "abc", 0), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(check("abc", "xbya", 0), [(1, 1)]);
        assert_eq!(check("", "abc", 0), []);
    }

    #[test]
    fn weight_decides_between_orders() {
        assert_eq!(check("abX", "Xab", 0), [(2, 0)]);
    }

    #[test]
    fn what_stands_far_off_does_not_answer() {
        assert_eq!(check("abc", "ab....c", 0), [(0, 0), (1, 1), (2, 6)]);
        assert_eq!(check("abc", "ab....c", 1), [(0, 0), (1, 1)]);
        assert_eq!(check("ab", "a....ab", 1), [(0, 5), (1, 6)]);
    }
}
