//! Which words of two texts answer to each other when both are read from left to right.

/// Positions in `0..a` and `0..b` of the heaviest common subsequence, ascending in both (Hunt & Szymanski 1977, weighted).
/// `weight` is what it is worth that two positions answer to each other; 0 when they do not. Of equals, the one whose
/// positions in `a` come first.
pub(crate) fn heaviest_common(a: usize, b: usize, weight: impl Fn(usize, usize) -> u16) -> Vec<(usize, usize)> {
    let width = b + 1;
    let mut table = vec![0_u32; (a + 1) * width];
    for x in (0..a).rev() {
        for y in (0..b).rev() {
            let apart = table[(x + 1) * width + y].max(table[x * width + y + 1]);
            table[x * width + y] = match weight(x, y) {
                0 => apart,
                worth => apart.max(table[(x + 1) * width + y + 1] + u32::from(worth)),
            };
        }
    }
    let (mut x, mut y) = (0, 0);
    let mut matched = Vec::new();
    while x < a && y < b {
        let worth = weight(x, y);
        if worth > 0 && table[x * width + y] == table[(x + 1) * width + y + 1] + u32::from(worth) {
            matched.push((x, y));
            x += 1;
            y += 1;
        } else if table[(x + 1) * width + y] >= table[x * width + y + 1] {
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

    fn check(a: &str, b: &str) -> Vec<(usize, usize)> {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        heaviest_common(a.len(), b.len(), |x, y| u16::from(a[x] == b[y]) * if a[x] == b'X' { 5 } else { 1 })
    }

    #[test]
    fn order_is_kept() {
        assert_eq!(check("abc", "abc"), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(check("abc", "xbya"), [(1, 1)]);
        assert_eq!(check("", "abc"), []);
    }

    #[test]
    fn weight_decides_between_orders() {
        assert_eq!(check("abX", "Xab"), [(2, 0)]);
    }
}
