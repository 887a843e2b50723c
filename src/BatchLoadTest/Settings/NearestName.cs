namespace BatchLoadTest.Settings;

/// <summary>Guesses what a misspelt name was meant to be.</summary>
public static class NearestName
{
    /// <summary>", did you mean X?" or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> known) =>
        Find(name, known) is { } nearest ? $"; did you mean {nearest}?" : "";

    /// <summary>
    /// The known name with the fewest letters changed, left out, added or swapped, if they are few for its length;
    /// else one that begins with the name.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        var candidates = known.ToList();
        var nearest = candidates
            .Select(candidate => (Name: candidate, Distance: Distance(Plain(name), Plain(candidate))))
            .Where(candidate => candidate.Distance <= Math.Max(1, candidate.Name.Length / 4))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
        return nearest
            ?? candidates.FirstOrDefault(candidate =>
                name.Length > 3 && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>Letters to change, leave out, add or swap with their neighbour (optimal string alignment).</summary>
    public static int Distance(string left, string right)
    {
        var beforeLast = new int[right.Length + 1];
        var last = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var cost = left[row - 1] == right[column - 1] ? 0 : 1;
                current[column] = Math.Min(Math.Min(last[column], current[column - 1]) + 1, last[column - 1] + cost);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                {
                    current[column] = Math.Min(current[column], beforeLast[column - 2] + 1);
                }
            }

            (beforeLast, last) = (last, current);
        }

        return last[right.Length];
    }

    /// <summary>Case and the kind of separator are the commonest mistakes and cost nothing.</summary>
    private static string Plain(string name) => name.Replace('_', '-').ToUpperInvariant();
}
