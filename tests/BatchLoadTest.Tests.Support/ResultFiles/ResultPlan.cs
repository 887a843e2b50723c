using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Results;
using FsCheck;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Support.ResultFiles;

/// <summary>What a service writes into the two result files of one batch, right or wrong.</summary>
internal sealed record ResultPlan
{
    // "{i}" keeps them different; none is an id of the input.
    private static readonly string[] ForeignLines =
    [
        """{"custom_id":"stranger-{i}","response":{"status_code":200},"error":null}""",
        """{"custom_id":"row-{i}~","response":null,"error":null}""",
        """{"custom_id":"ROW-{i}","response":{"status_code":500}}""",
    ];

    private static readonly string[] MalformedLines =
    [
        "garbage {i}",
        """{"custom_id":"row-{i}","response":{"status_code":200}""",
        """{"custom_id":"row-{i}"} {}""",
        """["row-{i}"]""",
        """{"custom_id":"row-{i}\ud800","response":{}}""",
        """{"custom_id":"row-{i}","\ud800":1}""",
        "null",
    ];

    private const string NumericLine = """{"custom_id":{i},"response":{"status_code":200}}""";

    private static readonly string[] NamelessLines =
    [
        """{"response":{"status_code":200},"i":{i}}""",
        NumericLine,
        """{"custom_id":"","error":{"code":"{i}"}}""",
        """{"custom_id":null}""",
    ];

    private static readonly string[] BlankLines = ["", "  ", "\t"];

    public required RowPlan[] Rows { get; init; }

    /// <summary>Lines of each kind in the output file, then in the error file: foreign, malformed, nameless, blank.</summary>
    public required int[] Others { get; init; }

    /// <summary>Decides order, wording and pieces.</summary>
    public required int Order { get; init; }

    public static Gen<ResultPlan> Any { get; } =
        from count in Gen.Choose(1, 200)
        from rows in AnyRow.ArrayOf(count)
        from others in Gen.Choose(0, 4).ArrayOf(8)
        from order in Gen.Choose(0, int.MaxValue - 1)
        select new ResultPlan
        {
            Rows = rows,
            Others = others,
            Order = order,
        };

    public ListedIds Ids => new([.. Rows.Select((_, row) => Id(row))]);

    public long OutputRows => Rows.Sum(row => row.Output) + Others[..3].Sum();

    public long ErrorRows => Rows.Sum(row => row.Errors) + Others[4..7].Sum();

    public RequestCounts Counts => new(Rows.Length, OutputRows, ErrorRows);

    // Mostly right, as with a real service, so that each defect is also seen alone.
    private static Gen<RowPlan> AnyRow =>
        Gen.Frequency(
            (6, Gen.Constant(new RowPlan(1, 0, true))),
            (2, Gen.Constant(new RowPlan(0, 1, true))),
            (
                4,
                from output in Gen.Choose(0, 3)
                from errors in Gen.Choose(0, 3)
                from lacks in Gen.Choose(0, 3)
                select new RowPlan(output, errors, lacks > 0)
            )
        );

    /// <summary>What the check must say of a completed batch whose counts are right.</summary>
    public long Expected(ResultDefect defect) =>
        defect switch
        {
            ResultDefect.Missing => Rows.Count(row => row.Output + row.Errors == 0),
            ResultDefect.Duplicated => Rows.Sum(row => Math.Max(0, row.Output - 1) + Math.Max(0, row.Errors - 1)),
            ResultDefect.Foreign => Others[0] + Others[4],
            ResultDefect.InBoth => Rows.Count(row => row.Output > 0 && row.Errors > 0),
            ResultDefect.Malformed => Others[1] + Others[5],
            ResultDefect.LacksMembers => Others[2]
                + Others[6]
                - NumericIds
                + Rows.Where(row => !row.HasResult).Sum(row => row.Output + row.Errors),
            ResultDefect.IdNotText => NumericIds,
            _ => 0,
        };

    // Of the lines without a name, those whose custom_id is a number.
    private long NumericIds =>
        Enumerable.Range(0, Others[2]).Count(IsNumeric) + Enumerable.Range(0, Others[6]).Count(IsNumeric);

    /// <summary>Reads both files, in an order and in pieces decided by <paramref name="order"/>, and judges.</summary>
    public ResultFindings Judge(Batch batch, int? order = null)
    {
        var random = new Random(order ?? Order);
        var ids = Ids;
        var check = new ResultCheck(CheckMode.Full);
        using var output = check.NewFile(ids, isOutput: true);
        using var errors = check.NewFile(ids, isOutput: false);
        Read(output, Lines(row => row.Output, Others[..4], 200), random);
        Read(errors, Lines(row => row.Errors, Others[4..], 500), random);
        return check.Judge(ids, batch, output, errors)!;
    }

    private bool IsNumeric(int line) => NamelessLines[(Order + line) % NamelessLines.Length] == NumericLine;

    private static string Id(int row) => $"row-{row}é";

    // The same id in other words.
    private static string IdText(int row, int copy) => copy % 2 == 0 ? Id(row) : $"row-{row}\\u00e9";

    private IEnumerable<string> Lines(Func<RowPlan, int> times, int[] others, int status)
    {
        for (var row = 0; row < Rows.Length; row++)
        {
            var result = Rows[row].HasResult ? $$$"""{"status_code":{{{status}}},"body":{"a":[1]}}""" : "null";
            for (var copy = 0; copy < times(Rows[row]); copy++)
            {
                yield return $$"""{"id":"x","response":{{result}},"error":null,"custom_id":"{{IdText(row, copy)}}"}""";
            }
        }

        string[][] kinds = [ForeignLines, MalformedLines, NamelessLines, BlankLines];
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            for (var i = 0; i < others[kind]; i++)
            {
                var line = kinds[kind][(Order + i) % kinds[kind].Length];
                yield return line.Replace("{i}", $"{i}", StringComparison.Ordinal);
            }
        }
    }

    private static void Read(ResultFile file, IEnumerable<string> lines, Random random)
    {
        var shuffled = lines.ToArray();
        random.Shuffle(shuffled);
        var text = new StringBuilder();
        foreach (var line in shuffled)
        {
            text.Append(line).Append(random.Next(4) == 0 ? "\r\n" : "\n");
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        // The last line may lack its end.
        var rest = bytes.AsSpan(0, bytes.Length - (bytes.Length > 0 && random.Next(2) == 0 ? 1 : 0));
        while (!rest.IsEmpty)
        {
            var length = Math.Min(rest.Length, random.Next(5) == 0 ? 1 : random.Next(1, 700));
            file.Consume(rest[..length]);
            rest = rest[length..];
        }

        Assert.Null(file.Complete());
    }
}
