using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>Adds up what the rows of one result file have used, by model. Makes a text of each model's name once.</summary>
internal sealed class UsageCounter
{
    // A name is a word; more is a mistake that must not fill the memory.
    private const int MaxName = 200;

    private readonly List<Entry> models = [];

    /// <summary>Counts one row that succeeded.</summary>
    public void Add(in ResultLine row)
    {
        if (!row.Body.IsEmpty && row.Body[0] == '"')
        {
            var (model, tokens) = AnswerText.Read(row.Body);
            Add(Encoding.UTF8.GetBytes(model ?? ""), tokens);
        }
        else
        {
            Add(row.Model, row.Tokens);
        }
    }

    /// <summary>Hands the sums over.</summary>
    public void AddTo(ResultFindings findings)
    {
        foreach (var model in models)
        {
            var name = ErrorText.OneLine(Encoding.UTF8.GetString(model.Name));
            findings.AddUsage(new ModelUsage(name, model.Rows, model.RowsWithUsage, model.Tokens));
        }
    }

    private void Add(ReadOnlySpan<byte> name, TokenCounts? tokens)
    {
        var entry = Find(name[..Math.Min(name.Length, MaxName)]);
        entry.Rows++;
        if (tokens is { } known)
        {
            entry.RowsWithUsage++;
            entry.Tokens = entry.Tokens.Plus(known);
        }
    }

    private Entry Find(ReadOnlySpan<byte> name)
    {
        foreach (var entry in models)
        {
            if (name.SequenceEqual(entry.Name))
            {
                return entry;
            }
        }

        // One more than a batch keeps, which stands for all that find no room.
        if (models.Count > ResultFindings.MaxModels)
        {
            return models[^1];
        }

        var isRest = models.Count == ResultFindings.MaxModels;
        models.Add(new Entry(isRest ? Encoding.UTF8.GetBytes(ModelUsages.Other) : name.ToArray()));
        return models[^1];
    }

    private sealed class Entry(byte[] name)
    {
        public byte[] Name { get; } = name;

        public long Rows { get; set; }

        public long RowsWithUsage { get; set; }

        public TokenCounts Tokens { get; set; }
    }
}
