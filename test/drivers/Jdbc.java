import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

class Jdbc {
    public static void main(String[] arguments) throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + System.getenv("PGPORT") + "/postgres?user=postgres";
        try (Connection connection = DriverManager.getConnection(url)) {
            for (String name : new String[] {"TYPES", "VIEW"}) {
                PreparedStatement statement = connection.prepareStatement(System.getenv(name).replace("{}", "?"));
                statement.setString(1, "KGZ");   // sent as varchar
                ResultSet rows = statement.executeQuery();
                while (rows.next()) {
                    StringBuilder line = new StringBuilder();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++)
                        line.append(i > 1 ? "|" : "").append(rows.getObject(i) == null ? "" : rows.getObject(i).toString());
                    System.out.println(line);
                }
            }
        }
    }
}
