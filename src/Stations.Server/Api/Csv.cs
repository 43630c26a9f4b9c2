using System.Text;

namespace Stations.Server.Api;

/// <param name="Line">Where it begins, from 1.</param>
internal readonly record struct CsvRow(int Line, IReadOnlyList<string> Cells);

/// <summary>RFC 4180: cells between commas, quoted where they hold a comma, a quote or a line's end. Empty lines are no rows.</summary>
internal static class Csv
{
    /// <param name="mistake">What cannot be read, and where; null when all is.</param>
    public static List<CsvRow> Parse(string text, out string? mistake)
    {
        var (rows, cells, cell) = (new List<CsvRow>(), new List<string>(), new StringBuilder());
        var (line, begin, position) = (1, 1, text.StartsWith('\uFEFF') ? 1 : 0);
        while (position < text.Length)
        {
            var c = text[position++];
            switch (c)
            {
                case '"' when cell.Length == 0:
                    if (!Quoted(text, ref position, ref line, cell))
                    {
                        mistake = $"a quote that opens on line {begin} is not closed, or is followed by something other than a comma";
                        return rows;
                    }

                    break;
                case ',':
                    Next();
                    break;
                case '\n':
                    End();
                    line++;
                    begin = line;
                    break;
                case '\r' when position < text.Length && text[position] == '\n':
                    break;
                default:
                    cell.Append(c);
                    break;
            }
        }

        End();
        mistake = null;
        return rows;

        void Next()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }

        void End()
        {
            Next();
            if (cells.Count > 1 || cells[0].Length > 0)
            {
                rows.Add(new(begin, cells));
            }

            cells = [];
        }
    }

    /// <summary>From behind the opening quote to behind the closing one.</summary>
    private static bool Quoted(string text, ref int position, ref int line, StringBuilder cell)
    {
        while (position < text.Length)
        {
            var c = text[position++];
            if (c != '"')
            {
                line += c == '\n' ? 1 : 0;
                cell.Append(c);
            }
            else if (position < text.Length && text[position] == '"')
            {
                cell.Append('"');
                position++;
            }
            else
            {
                return position == text.Length || text[position] is ',' or '\r' or '\n';
            }
        }

        return false;
    }
}
