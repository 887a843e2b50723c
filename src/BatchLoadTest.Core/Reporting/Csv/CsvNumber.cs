using System.Globalization;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>Numbers in CSV files: as exact as they were measured, whole ones without decimals, never an exponent.</summary>
internal static class CsvNumber
{
    /// <summary>Milliseconds, to the 100 ns that times are measured in.</summary>
    public static string Milliseconds(TimeSpan time) =>
        ((decimal)time.Ticks / TimeSpan.TicksPerMillisecond).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>A rate or a mean; 0 where there is none.</summary>
    public static string Real(double number) =>
        double.IsFinite(number) ? number.ToString("0.############", CultureInfo.InvariantCulture) : "0";

    /// <summary>Bytes of a mean answer; 0 without any.</summary>
    public static string MeanSize(long bytes, long requests) => requests == 0 ? "0" : Real((double)bytes / requests);
}
