using System.Text;

namespace BatchLoadTest.Commands;

/// <summary>Lays out one option in two columns.</summary>
internal static class HelpRow
{
    /// <summary>Help is read in terminals of this width.</summary>
    private const int Width = 80;

    private const int LeftWidth = 32;

    /// <summary>Appends an option; the right column is wrapped at words.</summary>
    public static void Append(StringBuilder text, string left, string right)
    {
        var line = new StringBuilder(left);
        if (left.Length > LeftWidth - 2)
        {
            text.Append(line).AppendLine();
            line.Clear();
        }

        line.Append(' ', LeftWidth - line.Length);
        foreach (var word in right.Split(' '))
        {
            if (line.Length + word.Length > Width)
            {
                text.AppendLine(line.ToString().TrimEnd());
                line.Clear().Append(' ', LeftWidth);
            }

            line.Append(word).Append(' ');
        }

        text.AppendLine(line.ToString().TrimEnd());
    }
}
