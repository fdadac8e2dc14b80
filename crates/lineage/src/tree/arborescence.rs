//! Minimum-cost arborescence: the cheapest way to hang every node under a root (Chu & Liu 1965; Edmonds 1967).

/// Costs of edges, `cost[from][to]`; infinite where there is no edge.
pub(super) type Costs = Vec<Vec<f64>>;

/// The parent of each node in the cheapest tree rooted at `root` (`None` for the root itself, and for a node that
/// nothing reaches). Of equal edges the one from the lower node is taken.
pub(super) fn arborescence(costs: &Costs, root: usize) -> Vec<Option<usize>> {
    let count = costs.len();
    let cheapest = |to: usize| {
        let mut best: Option<usize> = None;
        for from in (0..count).filter(|&from| from != to && to != root && costs[from][to].is_finite()) {
            if best.is_none_or(|best| costs[from][to] < costs[best][to]) {
                best = Some(from);
            }
        }
        best
    };
    let parents: Vec<Option<usize>> = (0..count).map(cheapest).collect();
    let Some(cycle) = cycle(&parents) else { return parents };

    // Contract the cycle to one node, solve the smaller problem, then open the cycle where the solution enters it.
    let in_cycle = |node: usize| cycle.binary_search(&node).is_ok();
    let outside: Vec<usize> = (0..count).filter(|&node| !in_cycle(node)).collect();
    let contracted = outside.len();
    let mut smaller = vec![vec![f64::INFINITY; contracted + 1]; contracted + 1];
    let mut enters = vec![cycle[0]; contracted];
    let mut leaves = vec![cycle[0]; contracted];
    for (at, &node) in outside.iter().enumerate() {
        for (other, &target) in outside.iter().enumerate() {
            smaller[at][other] = costs[node][target];
        }
        for &member in &cycle {
            let saved = parents[member].map_or(0.0, |parent| costs[parent][member]);
            if costs[node][member] - saved < smaller[at][contracted] {
                smaller[at][contracted] = costs[node][member] - saved;
                enters[at] = member;
            }
            if costs[member][node] < smaller[contracted][at] {
                smaller[contracted][at] = costs[member][node];
                leaves[at] = member;
            }
        }
    }
    let smaller_root = outside.partition_point(|&node| node < root);
    let solved = arborescence(&smaller, smaller_root);
    let mut opened = parents;
    for (at, &node) in outside.iter().enumerate() {
        opened[node] = solved[at].map(|from| if from == contracted { leaves[at] } else { outside[from] });
    }
    if let Some(from) = solved[contracted] {
        opened[enters[from]] = Some(outside[from]);
    }
    opened
}

/// The members of one cycle among parents, ascending.
fn cycle(parents: &[Option<usize>]) -> Option<Vec<usize>> {
    // 0 = not visited, otherwise the walk that visited the node.
    let mut visited = vec![0; parents.len()];
    for start in 0..parents.len() {
        let mut node = start;
        while visited[node] == 0 {
            visited[node] = start + 1;
            match parents[node] {
                Some(parent) => node = parent,
                None => break,
            }
        }
        if visited[node] == start + 1 && parents[node].is_some() {
            let mut members = vec![node];
            let mut next = parents[node];
            while let Some(member) = next.filter(|&member| member != node) {
                members.push(member);
                next = parents[member];
            }
            if next == Some(node) {
                members.sort_unstable();
                return Some(members);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn costs(count: usize, edges: &[(usize, usize, f64)]) -> Costs {
        let mut costs = vec![vec![f64::INFINITY; count]; count];
        for &(from, to, cost) in edges {
            costs[from][to] = cost;
        }
        costs
    }

    #[test]
    fn a_chain_is_kept() {
        let parents = arborescence(&costs(3, &[(0, 1, 1.0), (1, 2, 1.0), (0, 2, 5.0)]), 0);
        assert_eq!(parents, [None, Some(0), Some(1)]);
    }

    #[test]
    fn a_cycle_is_opened_where_it_is_cheapest() {
        // 1 and 2 prefer each other; entering at 2 costs 4 more than staying, entering at 1 costs 9 more.
        let parents = arborescence(&costs(3, &[(0, 1, 10.0), (0, 2, 5.0), (1, 2, 1.0), (2, 1, 1.0)]), 0);
        assert_eq!(parents, [None, Some(2), Some(0)]);
    }

    #[test]
    fn what_nothing_reaches_has_no_parent() {
        assert_eq!(arborescence(&costs(2, &[]), 0), [None, None]);
    }

    #[test]
    fn agrees_with_trying_every_tree() {
        // All trees over four nodes with costs from a fixed sequence.
        let mut state = 7_u64;
        for _ in 0..200 {
            let mut all = costs(4, &[]);
            for (from, row) in all.iter_mut().enumerate() {
                for (to, cost) in row.iter_mut().enumerate() {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    if from != to {
                        *cost = ((state >> 40) % 20) as f64;
                    }
                }
            }
            let total = |parents: &[usize]| (1..4).map(|node| all[parents[node - 1]][node]).sum::<f64>();
            let rooted = |parents: &[usize]| {
                (1..4).all(|node| {
                    let mut at = node;
                    (0..4).any(|_| {
                        at = if at == 0 { 0 } else { parents[at - 1] };
                        at == 0
                    })
                })
            };
            let mut best = f64::INFINITY;
            for code in 0..64 {
                let parents = [code % 4, code / 4 % 4, code / 16];
                if rooted(&parents) {
                    best = best.min(total(&parents));
                }
            }
            let found: Vec<usize> = arborescence(&all, 0).into_iter().flatten().collect();
            assert_eq!(total(&found), best);
        }
    }
}
