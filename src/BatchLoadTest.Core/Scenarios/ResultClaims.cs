namespace BatchLoadTest.Scenarios;

/// <summary>
/// The result files of one batch. A file that belongs to another batch or is an upload, whatever this batch's answers
/// say, is not read and not removed: its rows would pass for this batch's own, and its owner still needs it.
/// </summary>
public sealed class ResultClaims(RunIds ids)
{
    // Two, unless the service changes its mind.
    private readonly List<(string Id, bool IsOwn)> claims = [];

    /// <summary>Whether a file is this batch's own. Asked for the first time, it becomes so where nobody has it.</summary>
    /// <param name="id">The file's id; null for none.</param>
    /// <param name="isNews">Whether it turned out just now that the file is somebody else's.</param>
    public bool IsOwn(string? id, out bool isNews)
    {
        isNews = false;
        if (id is null)
        {
            return false;
        }

        foreach (var claim in claims)
        {
            if (claim.Id == id)
            {
                return claim.IsOwn;
            }
        }

        var isOwn = ids.TryTakeFile(id);
        claims.Add((id, isOwn));
        isNews = !isOwn;
        return isOwn;
    }
}
