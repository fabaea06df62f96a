package page

import "net/http"

// robotRoutes are the pages about the robot itself: what it received and did, what one can
// break, its configuration; and the runs of GitHub Actions.
func (p *Page) robotRoutes(routes *http.ServeMux) {
	routes.HandleFunc("GET /deliveries", p.deliveries)
	routes.HandleFunc("GET /deliveries/{number}", p.delivery)
	routes.HandleFunc("GET /deliveries/{number}/payload", p.payload)
	routes.HandleFunc("GET /deliveries/{number}/calls/{call}/{side}", p.body)
	routes.HandleFunc("POST /switches/{name}", p.turn)
	routes.HandleFunc("POST /sweep", p.sweep)
	routes.HandleFunc("GET /config", p.config)
	routes.HandleFunc("POST /config", p.configure)
	routes.HandleFunc("POST /config/check", p.check)
	p.runRoutes(routes)
}
