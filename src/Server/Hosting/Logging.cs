using Haggle.Server.Settings;
using Microsoft.Extensions.Logging.Console;

namespace Haggle.Server.Hosting;

internal static class LoggingSetup
{
    /// <summary>One line an event, in the style the operator asked for. No line ever has a query string: it may hold a token.</summary>
    public static ILoggingBuilder AddHaggleLogging(this ILoggingBuilder logging, ServerSettings settings)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(settings.LogLevel);
        // These print every address in full, tokens and all; our own lines say what is worth knowing.
        logging.AddFilter("Microsoft", settings.LogLevel > LogLevel.Warning ? settings.LogLevel : LogLevel.Warning);
        // Nobody reads it, and for it the host would make an activity and a scope for each request, which a socket keeps as long as it lives.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("System", settings.LogLevel > LogLevel.Warning ? settings.LogLevel : LogLevel.Warning);
        logging.AddFilter("Npgsql", settings.LogLevel > LogLevel.Warning ? settings.LogLevel : LogLevel.Warning);
        switch (settings.LogStyle)
        {
            case "json":
                logging.AddJsonConsole(json => json.UseUtcTimestamp = true);
                break;
            case "python":
                logging.AddConsole(console => console.FormatterName = PythonLogFormatter.Style);
                logging.AddConsoleFormatter<PythonLogFormatter, ConsoleFormatterOptions>();
                break;
            default:
                logging.AddSimpleConsole(plain =>
                {
                    plain.SingleLine = true;
                    plain.UseUtcTimestamp = true;
                    plain.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
                    plain.ColorBehavior = LoggerColorBehavior.Disabled;
                });
                break;
        }
        return logging;
    }
}
